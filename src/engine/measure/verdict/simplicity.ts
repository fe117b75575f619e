import { findModel, partsOf } from '../../catalog.ts';

/**
 * The models of each runtime, the simplest first: the fewer things of a program they turn into
 * something that can fail, the simpler. The order follows what a task has to reckon with, then
 * who has to look after the workers:
 *
 * 1. nothing: one task after the other;
 * 2. other tasks between two awaits: one event loop, no parallel access to anything;
 * 3. a boundary that arguments and results are copied over, and a library that owns the workers:
 *    pools of threads (of interpreters, where Python has them: isolated, but of one process);
 * 4. the same, with workers that the program itself starts, limits and ends;
 * 5. processes: besides that, environments, descriptors and exit codes, memory that nothing
 *    shares, and children that may outlive their parent.
 *
 * Python's threads share every object, so they come with locks; its pool still comes first, for
 * the executor owns the workers. Interpreters come after both: they share nothing, but are new,
 * and not every extension module can be imported into them.
 */
const order: readonly string[] = [
  'sequential',
  'py-sequential',
  'promises',
  'py-asyncio',
  'thread-pool',
  'py-thread-pool',
  'threads',
  'py-threads',
  'gil-threads',
  'py-interpreters',
  'process-pool',
  'py-process-pool',
  'forks',
  'py-processes',
];

/**
 * The simplest of some lanes by their models, of two of one model the one with fewer workers; on an event loop the
 * one without a limit, then that with fewer tasks under way. What has no place in the order comes last. Undefined for none.
 */
export function simplestOf(lanes: readonly string[]): string | undefined {
  return lanes.toSorted((a, b) => rankOf(a) - rankOf(b) || numberOf(a) - numberOf(b))[0];
}

function rankOf(lane: string): number {
  const rank = order.indexOf(partsOf(lane).id);
  return rank < 0 ? order.length : rank;
}

function numberOf(lane: string): number {
  const without = findModel(lane)?.workers === 'loop' ? 0 : Number.POSITIVE_INFINITY;
  return partsOf(lane).workers ?? without;
}
