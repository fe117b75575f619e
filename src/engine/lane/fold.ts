import { defined } from '../defined.ts';
import type { EventOf, Hold, Output, RunEvent, RunFinished, RunStarted, Usage, WaitKind } from '../protocol.ts';

import { withHolds } from './gil-use.ts';
import {
  type BegunLine,
  hasEnded,
  isOver,
  type Lane,
  type LaneTask,
  type LaneWait,
  type LaneWorker,
  mostWaits,
  noWaits,
} from './lane.ts';
import type { OutputLine } from './output-log.ts';
import { isInVain, unsuccessfulText, withOneMore } from './unsuccessful.ts';

/** A line longer than this keeps its beginning and tells how much is left out. */
const maxLineCharacters = 8_000;

type Draft<T> = { -readonly [K in keyof T]: T[K] };

type Listed = 'tasks' | 'workers' | 'waits';

type LaneDraft = Draft<Omit<Lane, Listed | 'taskCounts'>> & {
  readonly [K in Listed]: ReturnType<Lane[K]['draft']>;
} & { readonly taskCounts: Draft<Lane['taskCounts']> };

/** What a batch brings that is taken over once, at its end. */
interface Batch {
  readonly lines: OutputLine[];
  readonly holds: Hold[];
}

/** The lane after `events`. Pure: `lane` stays as it was. Folding twice gives the same lane. */
export function fold(lane: Lane, events: readonly RunEvent[]): Lane {
  if (events.length === 0) return lane;
  const draft: LaneDraft = {
    ...lane,
    tasks: lane.tasks.draft(),
    taskCounts: { ...lane.taskCounts },
    workers: lane.workers.draft(),
    waits: lane.waits.draft(),
  };
  const batch: Batch = { lines: [], holds: [] };
  for (const event of events) {
    if (event.at > draft.lastAt) draft.lastAt = event.at;
    if (event.type === 'output') takeOutput(draft, event, batch.lines);
    else if (event.type === 'hold') batch.holds.push(event);
    else apply(draft, event);
  }
  countLines(draft, batch.lines);
  const gil = withHolds(draft.gil, batch.holds);
  return {
    ...draft,
    ...(gil !== undefined && { gil }),
    output: draft.output.append(batch.lines),
    tasks: draft.tasks.done(),
    workers: draft.workers.done(),
    waits: draft.waits.done(),
  };
}

function apply(lane: LaneDraft, event: Exclude<RunEvent, Output | Hold>): void {
  switch (event.type) {
    case 'run-started':
      begin(lane, event);
      return;
    case 'worker-started': {
      const { worker: id, at: startedAt, type: _, ...rest } = event;
      lane.workers.set(id, { ...rest, id, startedAt });
      return;
    }
    case 'worker-ready': {
      const { at: readyAt, loadUs, setupUs } = event;
      changeWorker(lane, event.worker, () => ({ readyAt, loadUs, ...defined({ setupUs }) }));
      return;
    }
    case 'task-queued':
      changeTask(lane, event.task, () => ({ queuedAt: event.at }));
      return;
    case 'task-started':
      changeTask(lane, event.task, () => ({
        state: 'running',
        worker: event.worker,
        startedAt: event.at,
        ...defined({ sentAt: event.sentAt, inputBytes: event.inputBytes }),
      }));
      changeWorker(lane, event.worker, ({ hasHadTask }) => (hasHadTask ? undefined : { hasHadTask: true }));
      return;
    case 'progress':
      changeTask(lane, event.task, () => ({ done: event.done, total: event.total }));
      return;
    case 'wait-begun':
      changeTask(lane, event.task, ({ begunWait = { kind: event.kind, at: event.at } }) => ({ begunWait }));
      return;
    case 'wait':
      changeTask(lane, event.task, ({ waitedUs, begunWait }) => ({
        waitedUs: plus(waitedUs, event.kind, event.us),
        begunWait: begunWait?.kind === event.kind && begunWait.at === event.at ? undefined : begunWait,
      }));
      keepWait(lane, event.worker, event);
      return;
    case 'usage':
      if (event.worker === 'run') lane[lane.bootUsage === undefined ? 'bootUsage' : 'usage'] = event;
      else changeWorker(lane, event.worker, (worker) => usageIn(worker, event));
      return;
    case 'task-finished':
      changeTask(lane, event.task, ({ total }) => ({
        state: 'finished',
        finishedAt: event.at,
        done: Math.max(total, 1),
        total: Math.max(total, 1),
        ...defined({ result: event.result, measured: event.measured, unsuccessful: event.unsuccessful }),
      }));
      return;
    case 'task-result':
      keepResult(lane, event);
      return;
    case 'task-failed':
      cutWait(lane, event.task, event.at);
      changeTask(lane, event.task, () => ({ state: 'failed', finishedAt: event.at, error: event.error }));
      return;
    case 'worker-exited': {
      const { code, signal, at: exitedAt } = event;
      changeWorker(lane, event.worker, () => ({ exitedAt, ...defined({ code, signal }) }));
      return;
    }
    case 'run-finished':
      finish(lane, event);
  }
}

function begin(lane: LaneDraft, event: RunStarted): void {
  lane.state = 'running';
  lane.pid = event.pid;
  lane.epoch = BigInt(event.epoch);
  lane.runtime = event.runtime;
  if (event.limit !== undefined) lane.limit = event.limit;
  if (event.gil) lane.hasGil = true;
  if (event.switchIntervalUs !== undefined) lane.switchIntervalUs = event.switchIntervalUs;
  if (event.libuvThreads !== undefined) lane.libuvThreads = event.libuvThreads;
}

/** It comes when its task is over. */
function keepResult(lane: LaneDraft, { task: id, at: resultAt, result, bytes, differs }: EventOf<'task-result'>): void {
  const task = lane.tasks.at(id);
  if (task?.state !== 'finished') return;
  lane.tasks.set(id, { ...task, resultAt, result, ...defined({ resultBytes: bytes, differs }) });
}

/** A wait that was never told to have ended lasted until its task was cut off. */
function cutWait(lane: LaneDraft, id: number, at: number): void {
  const { begunWait, worker } = lane.tasks.at(id) ?? {};
  if (begunWait === undefined || worker === undefined) return;
  const us = Math.max(0, (lane.workers.get(worker)?.exitedAt ?? at) - begunWait.at);
  changeTask(lane, id, ({ waitedUs }) => ({ waitedUs: plus(waitedUs, begunWait.kind, us), begunWait: undefined }));
  keepWait(lane, worker, { task: id, ...begunWait, us });
}

/** A worker's first account, told before any task of its own, is what its start cost. */
function usageIn({ usage, hasHadTask }: LaneWorker, told: Usage): Partial<LaneWorker> {
  return usage !== undefined || hasHadTask ? { usage: told } : { usage: told, startUsage: told };
}

function keepWait(lane: LaneDraft, worker: string, { task, kind, at, us }: LaneWait): void {
  const { length } = lane.waits;
  if (length < mostWaits) lane.waits.set(length, { task, kind, at, us });
  else
    changeWorker(lane, worker, ({ furtherWaitsUs = noWaits }) => ({ furtherWaitsUs: plus(furtherWaitsUs, kind, us) }));
}

function plus(waits: LaneTask['waitedUs'], kind: WaitKind, us: number): LaneTask['waitedUs'] {
  return { ...waits, [kind]: waits[kind] + us };
}

/** The first end that a task comes to is the one that counts. */
function changeTask(lane: LaneDraft, id: number, change: (task: LaneTask) => Partial<LaneTask>): void {
  const task = lane.tasks.at(id);
  if (task === undefined || isOver(task)) return;
  const changed = { ...task, ...change(task) };
  lane.tasks.set(id, changed);
  lane.taskCounts[task.state] -= 1;
  lane.taskCounts[changed.state] += 1;
  if (changed.unsuccessful !== undefined) lane.unsuccessful = withOneMore(lane.unsuccessful, changed.unsuccessful);
  // From nothing again whenever nothing runs: what sums and differences round does not add up.
  lane.doneOfRunning =
    lane.taskCounts.running === 0 ? 0 : lane.doneOfRunning + doneWhileRunning(changed) - doneWhileRunning(task);
}

function doneWhileRunning({ state, done, total }: LaneTask): number {
  return state === 'running' && total > 0 ? Math.min(1, done / total) : 0;
}

function changeWorker(
  lane: LaneDraft,
  id: string,
  change: (worker: LaneWorker) => Partial<LaneWorker> | undefined,
): void {
  const worker = lane.workers.get(id);
  const changes = worker && change(worker);
  if (changes !== undefined) lane.workers.set(id, { ...worker, ...changes } as LaneWorker);
}

function finish(lane: LaneDraft, event: RunFinished): void {
  if (hasEnded(lane.state)) return;
  const stopped = event.end === 'stopped' || event.end === 'timed-out';
  const error = { name: 'Error', message: event.reason ?? 'the run ended without its result' };
  let failed: LaneTask | undefined;
  for (let id = 0; id < lane.tasks.length; id += 1) {
    cutWait(lane, id, event.at);
    changeTask(lane, id, ({ state }) =>
      stopped || state === 'waiting' ? { state: 'stopped' } : { state: 'failed', finishedAt: event.at, error },
    );
    const task = lane.tasks.at(id);
    if (task?.state === 'failed') failed ??= task;
  }
  const inVain = isInVain(lane.unsuccessful);
  lane.state = event.end === 'finished' && (failed !== undefined || inVain) ? 'failed' : event.end;
  const why = inVain ? unsuccessfulText(lane.unsuccessful)[0] : failed?.error?.message;
  const reason = event.reason ?? (stopped ? undefined : why);
  if (reason !== undefined) lane.reason = reason;
  if (event.throttledUs !== undefined) lane.throttledUs = event.throttledUs;
  if (event.checkCpuUs !== undefined) lane.checkCpuUs = event.checkCpuUs;
}

function takeOutput(lane: LaneDraft, event: Output, lines: OutputLine[]): void {
  const { at, stream, task: id } = event;
  const task = id === undefined ? undefined : lane.tasks.at(id);
  const begun = task === undefined ? lane.begunLines[stream] : task.begunLine;
  const line = extend(begun, event.text);
  const begunLine = event.continues ? line : undefined;
  if (begunLine !== begun) {
    if (task === undefined) lane.begunLines = { ...lane.begunLines, [stream]: begunLine };
    else lane.tasks.set(task.id, { ...task, begunLine });
  }
  if (event.continues) return;
  const text = line.cut === 0 ? line.text : `${line.text}… (${line.cut} more characters)`;
  lines.push(id === undefined ? { at, stream, text } : { at, stream, task: id, text });
}

/** Once a batch: a task may print a hundred thousand lines a second. */
function countLines(lane: LaneDraft, lines: readonly OutputLine[]): void {
  const counts = new Map<number, number>();
  for (const { task } of lines) if (task !== undefined) counts.set(task, (counts.get(task) ?? 0) + 1);
  for (const [id, count] of counts) {
    const task = lane.tasks.at(id);
    if (task !== undefined) lane.tasks.set(id, { ...task, lines: task.lines + count });
  }
}

function extend(begun: BegunLine = { text: '', cut: 0 }, more: string): BegunLine {
  const kept = more.slice(0, Math.max(0, maxLineCharacters - begun.text.length));
  return { text: begun.text + kept, cut: begun.cut + more.length - kept.length };
}
