import type { Output, RunEvent, RunFinished, Usage } from '../protocol.ts';
import { addHold } from './gil-use.ts';
import { hasEnded, type Lane, type LaneTask, type LaneWorker, type UnfinishedLine } from './lane.ts';
import type { OutputLine } from './output-log.ts';
import type { WaitSpan } from './wait-log.ts';

/** A line longer than this keeps its beginning and tells how much is left out. */
const maxLineCharacters = 8_000;

type Draft<T> = { -readonly [K in keyof T]: T[K] };

interface LaneDraft extends Draft<Omit<Lane, 'tasks' | 'workers' | 'unfinishedLines'>> {
  tasks: LaneTask[];
  workers: Map<string, LaneWorker>;
  unfinishedLines: Map<number | string, UnfinishedLine>;
}

/** The lane after `events`. Pure: `lane` stays as it was. Folding twice gives the same lane. */
export function fold(lane: Lane, events: readonly RunEvent[]): Lane {
  if (events.length === 0) return lane;
  const draft: LaneDraft = {
    ...lane,
    tasks: lane.tasks.slice(),
    workers: new Map(lane.workers),
    unfinishedLines: new Map(lane.unfinishedLines),
  };
  const lines: OutputLine[] = [];
  const waits: WaitSpan[] = [];
  for (const event of events) {
    if (event.at > draft.lastAt) draft.lastAt = event.at;
    if (event.type === 'output') takeOutput(draft, event, lines);
    else apply(draft, event);
    if (event.type === 'wait') waits.push(spanOf(event));
  }
  draft.output = draft.output.append(lines);
  draft.waits = draft.waits.append(waits);
  countLines(draft, lines);
  return draft;
}

function apply(lane: LaneDraft, event: Exclude<RunEvent, Output>): void {
  switch (event.type) {
    case 'run-started':
      lane.state = 'running';
      lane.pid = event.pid;
      lane.epoch = BigInt(event.epoch);
      lane.runtime = event.runtime;
      if (event.limit !== undefined) lane.limit = event.limit;
      if (event.gil) lane.hasGil = true;
      return;
    case 'worker-started': {
      const { worker: id, at: startedAt, type: _, ...rest } = event;
      lane.workers.set(id, { ...rest, id, startedAt });
      return;
    }
    case 'task-queued':
      changeTask(lane, event.task, () => ({ queuedAt: event.at }));
      return;
    case 'task-started':
      changeTask(lane, event.task, () => ({ state: 'running', worker: event.worker, startedAt: event.at }));
      return;
    case 'progress':
      changeTask(lane, event.task, () => ({ done: event.done, total: event.total }));
      return;
    case 'wait':
      changeTask(lane, event.task, ({ waitedUs }) => ({
        waitedUs: { ...waitedUs, [event.kind]: waitedUs[event.kind] + event.us },
      }));
      return;
    case 'hold':
      lane.gil = addHold(lane.gil, event);
      return;
    case 'usage':
      if (event.worker === 'run') lane[lane.bootUsage === undefined ? 'bootUsage' : 'usage'] = event;
      else changeWorker(lane, event.worker, usageOf(lane, event));
      return;
    case 'task-finished':
      changeTask(lane, event.task, ({ total }) => ({
        state: 'finished',
        finishedAt: event.at,
        done: Math.max(total, 1),
        total: Math.max(total, 1),
        result: event.result,
        ...(event.measured !== undefined && { measured: event.measured }),
      }));
      return;
    case 'task-failed':
      changeTask(lane, event.task, () => ({ state: 'failed', finishedAt: event.at, error: event.error }));
      return;
    case 'worker-exited': {
      const { code, signal, at: exitedAt } = event;
      changeWorker(lane, event.worker, {
        exitedAt,
        ...(code === undefined ? {} : { code }),
        ...(signal === undefined ? {} : { signal }),
      });
      return;
    }
    case 'run-finished':
      finish(lane, event);
  }
}

/** A worker's first account, told before any task of its own, is what its start cost. */
function usageOf(lane: LaneDraft, event: Usage): Partial<LaneWorker> {
  const hasBegun =
    lane.workers.get(event.worker)?.usage !== undefined || lane.tasks.some(({ worker }) => worker === event.worker);
  return hasBegun ? { usage: event } : { usage: event, startUsage: event };
}

function spanOf({ worker, task, kind, at, us }: WaitSpan): WaitSpan {
  return { worker, task, kind, at, us };
}

/** The first end that a task comes to is the one that counts. */
function changeTask(lane: LaneDraft, id: number, change: (task: LaneTask) => Partial<LaneTask>): void {
  const task = lane.tasks[id];
  if (task === undefined || isOver(task)) return;
  lane.tasks[id] = { ...task, ...change(task) };
}

function changeWorker(lane: LaneDraft, id: string, change: Partial<LaneWorker>): void {
  const worker = lane.workers.get(id);
  if (worker !== undefined) lane.workers.set(id, { ...worker, ...change });
}

function isOver(task: LaneTask): boolean {
  return task.state === 'finished' || task.state === 'failed' || task.state === 'stopped';
}

function finish(lane: LaneDraft, event: RunFinished): void {
  if (hasEnded(lane.state)) return;
  const stopped = event.end === 'stopped' || event.end === 'timed-out';
  lane.tasks = lane.tasks.map((task) => {
    if (isOver(task)) return task;
    if (stopped || task.state === 'waiting') return { ...task, state: 'stopped' as const };
    const error = { name: 'Error', message: event.reason ?? 'the run ended without its result' };
    return { ...task, state: 'failed' as const, finishedAt: event.at, error };
  });
  const failed = lane.tasks.find((task) => task.state === 'failed');
  lane.state = event.end === 'finished' && failed !== undefined ? 'failed' : event.end;
  const reason = event.reason ?? (stopped ? undefined : failed?.error?.message);
  if (reason !== undefined) lane.reason = reason;
}

function takeOutput(lane: LaneDraft, event: Output, lines: OutputLine[]): void {
  const { at, stream, task } = event;
  const key = task ?? stream;
  const line = extend(lane.unfinishedLines.get(key), event.text);
  if (event.continues) {
    lane.unfinishedLines.set(key, line);
    return;
  }
  lane.unfinishedLines.delete(key);
  const text = line.cut === 0 ? line.text : `${line.text}… (${line.cut} more characters)`;
  if (task === undefined) {
    lines.push({ at, stream, text });
    return;
  }
  lines.push({ at, stream, task, text });
}

/** Once a batch: a task may print a hundred thousand lines a second. */
function countLines(lane: LaneDraft, lines: readonly OutputLine[]): void {
  const counts = new Map<number, number>();
  for (const { task } of lines) if (task !== undefined) counts.set(task, (counts.get(task) ?? 0) + 1);
  for (const [id, count] of counts) {
    const task = lane.tasks[id];
    if (task !== undefined) lane.tasks[id] = { ...task, lines: task.lines + count };
  }
}

function extend(begun: UnfinishedLine = { text: '', cut: 0 }, more: string): UnfinishedLine {
  const kept = more.slice(0, Math.max(0, maxLineCharacters - begun.text.length));
  return { text: begun.text + kept, cut: begun.cut + more.length - kept.length };
}
