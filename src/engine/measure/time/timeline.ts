import { findModel } from '../../catalog.ts';
import { hasEnded, type LaneState, type TaskState } from '../../lane/lane.ts';
import type { WaitKind } from '../../protocol.ts';
import { apart, type Span, type Wait } from './waits.ts';

/**
 * What a timeline is made of, µs since the run's epoch: a lane, or the same of a run in a report.
 * Tasks and workers come out as they were given.
 */
export interface ToldRun<Worker extends ToldWorker, Task extends ToldTask> {
  /** The lane's. */
  readonly name: string;
  readonly state: LaneState;
  /** The newest stamp. */
  readonly lastAt: number;
  readonly workers: Iterable<Worker>;
  readonly tasks: Iterable<Task>;
  readonly waits: Iterable<ToldWait>;
}

interface ToldWorker {
  readonly id: string;
  readonly askedAt: number;
  readonly startedAt: number;
  readonly readyAt?: number | undefined;
  readonly exitedAt?: number | undefined;
}

interface ToldTask {
  readonly id: number;
  readonly state: TaskState;
  readonly worker?: string | undefined;
  readonly startedAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly resultAt?: number | undefined;
}

interface ToldWait {
  readonly task: number;
  readonly kind: WaitKind;
  readonly at: number;
  readonly us: number;
}

/** A worker's life and what went on in it, µs since the run's epoch. */
export interface WorkerTimeline<Worker, Task> {
  readonly worker: Worker;
  /** When it was asked for, at the latest when it started. */
  readonly asked: number;
  /** When it could take tasks: the user's module was loaded in it, where it has to load one. */
  readonly ready: number;
  /** When it was gone, or up to when it is known to live. */
  readonly ended: number;
  /** In the order of their begin; on an event loop they overlap. */
  readonly tasks: readonly TaskTimeline<Task>[];
  /** When the last of its tasks ended, when it was ready where it had none. */
  readonly lastTaskEnded: number;
  /** When the runner had all that came of its tasks; where that is not told, when the last of them ended. */
  readonly returned: number;
  /** Between when it was ready and its end, what no task covers. */
  readonly gaps: readonly Gap[];
}

/** A task's span, cut to its worker's life. One that did not come to its end lasts as long as the worker. */
export interface TaskTimeline<Task> extends Span {
  readonly task: Task;
  /** None overlaps another: see {@link apart}. */
  readonly waits: readonly Wait[];
  /** Where it waits for an emulated GIL, the rest: it holds it. */
  readonly holds: readonly Span[];
}

/**
 * A worker's time without a task: `passing` while one is on its way, or the result of its last one, `queueing`
 * where a pool has none for it while others still have one, `tearDown` after the last.
 */
export interface Gap extends Span {
  readonly kind: 'passing' | 'queueing' | 'tearDown';
}

/** How a run's work stands as a whole. */
interface Work {
  /** When it ended, or up to when it is known. */
  readonly until: number;
  /** When its last task ended, or up to now. */
  readonly ended: number;
  /** Tasks wait for their turn, and will get it. */
  readonly isLeft: boolean;
  readonly workers: 'loop' | 'one-a-task' | 'pool' | undefined;
}

/**
 * Which worker did what from when to when, in the order of the workers. Of a run that goes on, up to `now`.
 *
 * @param now µs since the run's epoch; of no meaning for one that has ended
 */
export function timelineOf<Worker extends ToldWorker, Task extends ToldTask>(
  run: ToldRun<Worker, Task>,
  now = run.lastAt,
): WorkerTimeline<Worker, Task>[] {
  const until = hasEnded(run.state) ? run.lastAt : Math.max(run.lastAt, now);
  const work = workOf(run, until);
  const tasks = Map.groupBy(run.tasks, ({ worker }) => worker);
  const waits = Map.groupBy(run.waits, ({ task }) => task);
  return Array.from(run.workers, (worker) => workerTimeline(worker, tasks.get(worker.id) ?? [], waits, work));
}

function workerTimeline<Worker extends ToldWorker, Task extends ToldTask>(
  worker: Worker,
  ownTasks: readonly Task[],
  waits: ReadonlyMap<number, readonly ToldWait[]>,
  work: Work,
): WorkerTimeline<Worker, Task> {
  const { startedAt, readyAt = startedAt, exitedAt } = worker;
  const life = { from: startedAt, to: Math.max(startedAt, exitedAt ?? work.until) };
  const tasks = tasksIn(life, ownTasks, waits);
  const ready = clamp(readyAt, { from: life.from, to: tasks[0]?.from ?? life.to });
  const lastTaskEnded = tasks.reduce((last, { to }) => Math.max(last, to), ready);
  const returned = clamp(
    ownTasks.reduce((last, { resultAt = last }) => Math.max(last, resultAt), lastTaskEnded),
    { from: lastTaskEnded, to: life.to },
  );
  return {
    worker,
    asked: Math.min(worker.askedAt, startedAt),
    ready,
    ended: life.to,
    tasks,
    lastTaskEnded,
    returned,
    gaps: [
      ...gapsBetween(tasks, ready),
      ...gapOf('passing', lastTaskEnded, returned),
      ...gapsAfter(returned, exitedAt === undefined, life.to, work),
    ],
  };
}

function workOf({ name, state, tasks }: ToldRun<ToldWorker, ToldTask>, until: number): Work {
  const goesOn = !hasEnded(state);
  let ended = Number.NEGATIVE_INFINITY;
  let isLeft = false;
  for (const task of tasks) {
    ended = Math.max(ended, goesOn && task.state === 'running' ? until : (task.finishedAt ?? ended));
    isLeft ||= goesOn && task.state === 'waiting';
  }
  return { until, ended, isLeft, workers: findModel(name)?.workers };
}

function tasksIn<Task extends ToldTask>(
  life: Span,
  tasks: readonly Task[],
  waits: ReadonlyMap<number, readonly ToldWait[]>,
): TaskTimeline<Task>[] {
  const spans = tasks.flatMap((task) => {
    if (task.startedAt === undefined) return [];
    const from = clamp(task.startedAt, life);
    const span = { from, to: Math.max(from, clamp(task.finishedAt ?? life.to, life)) };
    const own = apart((waits.get(task.id) ?? []).map(spanOf), span);
    const holds = own.some(({ kind }) => kind === 'gil') ? spacesBetween(own, span) : [];
    return [{ task, ...span, waits: own, holds }];
  });
  return spans.sort((a, b) => a.from - b.from);
}

function spanOf({ kind, at, us }: ToldWait): Wait {
  return { kind, from: at, to: at + us };
}

function gapsBetween(tasks: readonly Span[], started: number): Gap[] {
  const covered = { from: started, to: tasks.at(-1)?.from ?? started };
  return spacesBetween(tasks, covered).map(({ from, to }) => ({ kind: 'passing', from, to }));
}

function gapsAfter(last: number, isAlive: boolean, end: number, { ended, isLeft, workers }: Work): Gap[] {
  const isPassing = isLeft && isAlive && workers !== 'one-a-task';
  const idleUntil = isPassing ? end : workers === 'pool' ? clamp(ended, { from: last, to: end }) : last;
  return [...gapOf(isPassing ? 'passing' : 'queueing', last, idleUntil), ...gapOf('tearDown', idleUntil, end)];
}

/** Nothing where it would be empty. */
function gapOf(kind: Gap['kind'], from: number, to: number): Gap[] {
  return to > from ? [{ kind, from, to }] : [];
}

/** What spans, in the order of their begin, leave of another. */
function spacesBetween(inOrder: readonly Span[], { from, to }: Span): Span[] {
  const spaces: Span[] = [];
  let reached = from;
  for (const span of inOrder) {
    if (span.from > reached) spaces.push({ from: reached, to: span.from });
    reached = Math.max(reached, span.to);
  }
  return to > reached ? [...spaces, { from: reached, to }] : spaces;
}

function clamp(at: number, { from, to }: Span): number {
  return Math.min(to, Math.max(from, at));
}
