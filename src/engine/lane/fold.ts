import { defined } from '../defined.ts';
import type { EventOf, Hold, Output, RunEvent, RunFinished, RunStarted, Usage, WaitKind } from '../protocol.ts';
import { endText, failureText } from './failure-text.ts';
import { withHolds } from './gil-use.ts';
import {
  hasEnded,
  isOver,
  type Lane,
  type LaneTask,
  type LaneWait,
  type LaneWorker,
  mostWaits,
  noWaits,
} from './lane.ts';
import { draftOf, type LaneDraft } from './lane-draft.ts';
import { countLines, takeOutput } from './lines.ts';
import type { OutputLine } from './output-log.ts';
import { isInVain, unsuccessfulText, withOneMore } from './unsuccessful.ts';

/** What a batch brings that is taken over once, at its end. */
interface Batch {
  readonly lines: OutputLine[];
  readonly holds: Hold[];
}

/** The lane after `events`. Pure: `lane` stays as it was. Folding twice gives the same lane. */
export function fold(lane: Lane, events: readonly RunEvent[]): Lane {
  if (events.length === 0) return lane;
  const draft = draftOf(lane);
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

/**
 * A worker's account told before any task of its own is what its start cost: the first one, or the first that it
 * told when it was ready.
 */
function usageIn({ usage, startUsage, readyAt, hasHadTask }: LaneWorker, told: Usage): Partial<LaneWorker> {
  const isFirst = usage === undefined || (readyAt !== undefined && (startUsage?.at ?? readyAt) < readyAt);
  return hasHadTask || !isFirst ? { usage: told } : { usage: told, startUsage: told };
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

function tasksIn(lane: LaneDraft, state: LaneTask['state']): LaneTask[] {
  if (lane.taskCounts[state] === 0) return [];
  return Array.from({ length: lane.tasks.length }, (_, id) => lane.tasks.at(id) ?? [])
    .flat()
    .filter((task) => task.state === state);
}

/** What has not ended by then never will. */
function cutOff(lane: LaneDraft, { at, reason }: RunFinished, isStopped: boolean): void {
  const error = { name: 'Error', message: reason ?? 'the run ended without its result' };
  for (let id = 0; id < lane.tasks.length; id += 1) {
    cutWait(lane, id, at);
    changeTask(lane, id, ({ state }) =>
      isStopped || state === 'waiting' ? { state: 'stopped' } : { state: 'failed', finishedAt: at, error },
    );
  }
}

function finish(lane: LaneDraft, event: RunFinished): void {
  if (hasEnded(lane.state)) return;
  const stopped = event.end === 'stopped' || event.end === 'timed-out';
  const underWay = tasksIn(lane, 'running');
  cutOff(lane, event, stopped);
  const failures = tasksIn(lane, 'failed');
  const inVain = isInVain(lane.unsuccessful);
  lane.state = event.end === 'finished' && (failures.length > 0 || inVain) ? 'failed' : event.end;
  const why = inVain ? unsuccessfulText(lane.unsuccessful)[0] : failureText(failures);
  const reason = endText(event, underWay) ?? (stopped ? undefined : why);
  if (reason !== undefined) lane.reason = reason;
  if (event.throttledUs !== undefined) lane.throttledUs = event.throttledUs;
  if (event.checkCpuUs !== undefined) lane.checkCpuUs = event.checkCpuUs;
}
