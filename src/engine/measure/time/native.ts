import type { Lane, LaneWorker } from '../../lane/lane.ts';
import type { Usage } from '../../protocol.ts';
import { tellsNotOfWaits, usedBy } from './used.ts';
import type { Span } from './waits.ts';

/** Below this share of what its threads could have computed, native code was not what was waited for. */
const notable = 0.25;

/**
 * Which share of the time that a worker's tasks waited for I/O they waited for native code that computes,
 * on the threads that libuv keeps: how long these had or wanted a core, over how long they could have.
 * Each of the waits that went on at once can keep one of them busy, up to so many as there are. A
 * process's threads are shared by all that runs in it, and so is the share. 0 where there are no such threads.
 * Tasks that tell of no waits can have waited for as long as their workers neither had a core nor wanted one.
 *
 * @param cores that could be used
 */
export function nativeShares(lane: Lane, cores: number): (worker: LaneWorker) => number {
  const { libuvThreads } = lane;
  if (libuvThreads === undefined) return () => 0;
  const spans = Map.groupBy(spansForIo(lane), ({ worker }) => worker);
  const shareOf = (busy: Busy, workers: readonly LaneWorker[]) => {
    const most = Math.max(1, Math.min(libuvThreads, busy.hasQueue ? libuvThreads : cores));
    const waits = workers.flatMap(({ id }) => spans.get(id) ?? []);
    return busy.us === 0 ? 0 : shareWithin(busy.us, overlapUpTo(waits, most) * idleShare(workers, spans));
  };
  const inside = [...lane.workers].filter((worker) => !isApart(worker));
  const shared = shareOf(busyInRunner(lane, inside), inside);
  return (worker) => (isApart(worker) ? shareOf(busyIn(worker.usage), [worker]) : shared);
}

/** How long threads for native code had a core, and where that is known, wanted one, µs. */
interface Busy {
  readonly us: number;
  readonly hasQueue: boolean;
}

function isApart({ kind }: LaneWorker): boolean {
  return kind === 'process';
}

/** Which share of the time in which they had tasks workers neither had a core nor wanted one, where nothing else tells; else all. */
function idleShare(workers: readonly LaneWorker[], spans: ReadonlyMap<string, readonly Span[]>): number {
  if (!workers.every(tellsNotOfWaits)) return 1;
  const active = workers.reduce((sum, { id }) => sum + overlapUpTo(spans.get(id) ?? [], 1), 0);
  const awake = workers.map(usedBy).reduce((sum, { cpu, runQueue }) => sum + cpu + runQueue, 0);
  return active === 0 ? 0 : Math.max(0, 1 - awake / active);
}

/** In which the tasks of each worker waited for I/O, or where they do not tell of it, can have. */
function spansForIo({ tasks, waits, workers, lastAt }: Lane): (Span & { readonly worker: string })[] {
  const told = [...waits].flatMap(({ task, kind, at, us }) => {
    const worker = tasks.at(task)?.worker;
    return kind !== 'io' || worker === undefined ? [] : [{ worker, from: at, to: at + us }];
  });
  const silent = new Set([...workers].flatMap((worker) => (tellsNotOfWaits(worker) ? worker.id : [])));
  if (silent.size === 0) return told;
  const whole = [...tasks].flatMap(({ worker = '', startedAt, finishedAt = lastAt }) =>
    startedAt === undefined || !silent.has(worker) ? [] : [{ worker, from: startedAt, to: finishedAt }],
  );
  return [...told.filter(({ worker }) => !silent.has(worker)), ...whole];
}

function busyIn(usage: Usage | undefined): Busy {
  return { us: (usage?.nativeCpuUs ?? 0) + (usage?.nativeRunQueueUs ?? 0), hasQueue: true };
}

/**
 * Where the platform does not tell of threads by name, these had a core for all that the workers' own
 * threads have not used: what the collector and the compiler used counts too.
 */
function busyInRunner({ usage, bootUsage }: Lane, workers: readonly LaneWorker[]): Busy {
  const tellsOfThreads = workers.some((worker) => worker.usage?.runQueueUs !== undefined);
  if (usage === undefined || usage.nativeCpuUs !== undefined || tellsOfThreads) return busyIn(usage);
  const own = workers.reduce((sum, worker) => sum + (worker.usage?.cpuUs ?? 0), 0);
  return { us: Math.max(0, usage.cpuUs - (bootUsage?.cpuUs ?? 0) - own), hasQueue: false };
}

function shareWithin(busyUs: number, possibleUs: number): number {
  const share = possibleUs === 0 ? 0 : busyUs / possibleUs;
  return share < notable ? 0 : Math.min(1, share);
}

/** How long the spans last, of those that overlap so many at most. */
function overlapUpTo(spans: readonly Span[], most: number): number {
  const changes = spans.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at);
  let sum = 0;
  let open = 0;
  let since = 0;
  for (const { at, by } of changes) {
    sum += Math.min(open, most) * (at - since);
    open += by;
    since = at;
  }
  return sum;
}
