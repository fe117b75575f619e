import { models } from '../src/engine/catalog.ts';
import { interpreterFor } from '../src/engine/runtimes/interpreters.ts';
import { runtimeOf } from '../src/engine/runtimes/runtimes.ts';
import { type Fault, faultsOf, wordsOf } from './faults/fault.ts';
import { faultsIn } from './faults/judge.ts';
import { Place } from './faults/place.ts';
import { runFaulty } from './faults/session.ts';

/** What can be chosen: which faults, how many of them, and for how long at most. */
export interface FaultOptions {
  readonly seed?: string;
  readonly count?: string;
  readonly seconds?: string;
}

/** So many sessions at once: most of the time they wait. */
const atOnce = 3;

/**
 * Kills, tells to end and stops each kind of process of lanes' tree at random moments, under every
 * model, in sessions of every kind; sees that each ends soon, with the right reason, that nothing is
 * left, no line lost, and the terminal restored. Sets the exit code to 1 where a fault was found.
 */
export async function measure({ seed = '1', count = '1000', seconds = '7200' }: FaultOptions): Promise<void> {
  const there = await Promise.all(
    models.map(async (model) => {
      const found = await interpreterFor(model.id, model, [runtimeOf(model.runtime).command]);
      return 'reason' in found ? [] : [model];
    }),
  );
  const todo = faultsOf(there.flat(), Number(seed));
  const end = performance.now() + Number(seconds) * 1_000;
  const table = new Map<string, { done: number; missed: number; faults: number }>();
  let left = Number(count);
  const work = async () => {
    while (left > 0 && performance.now() < end) {
      left -= 1;
      await tryOne(todo.next().value as Fault, table);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  tell(table, seed);
}

async function tryOne(
  fault: Fault,
  table: Map<string, { done: number; missed: number; faults: number }>,
): Promise<void> {
  const place = new Place();
  const outcome = await runFaulty(fault, place);
  const found = faultsIn(fault, outcome, place);
  found.push(...(await place.clear()));
  const key = `${fault.target.padEnd(10)} ${fault.signal}`;
  const row = table.get(key) ?? { done: 0, missed: 0, faults: 0 };
  row.done += 1;
  if (outcome.doneAt === undefined) row.missed += 1;
  if (found.length > 0) row.faults += 1;
  table.set(key, row);
  if (found.length > 0) process.stdout.write(`FAULT  ${wordsOf(fault)}\n       ${found.join('\n       ')}\n`);
}

function tell(table: ReadonlyMap<string, { done: number; missed: number; faults: number }>, seed: string): void {
  const rows = [...table].toSorted(([a], [b]) => (a < b ? -1 : 1));
  process.stdout.write(`seed ${seed}\nprocess    signal    sessions  too late  faults\n`);
  for (const [key, { done, missed, faults }] of rows) {
    const [process_ = '', signal = ''] = key.split(/ +/);
    process.stdout.write(
      `${process_.padEnd(10)} ${signal.padEnd(9)} ${String(done).padStart(8)}  ${String(missed).padStart(8)}  ${String(faults).padStart(6)}\n`,
    );
  }
  const sum = (of: (row: { done: number; faults: number }) => number) =>
    rows.reduce((all, [, row]) => all + of(row), 0);
  process.stdout.write(`${sum(({ done }) => done)} sessions, ${sum(({ faults }) => faults)} with faults\n`);
  if (sum(({ faults }) => faults) > 0) process.exitCode = 1;
}
