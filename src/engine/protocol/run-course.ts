import type { EventOf, EventType, RunEvent } from '../protocol.ts';

/** By how much the clocks of a run's processes may differ, µs: two of them that are one clock are rounded apart. */
const skewUs = 10_000;

/** What is known of a task: who runs it, and how far it has come. */
interface Task {
  state: 'unknown' | 'queued' | 'running' | 'ended';
  worker?: string;
  startedAt?: number;
  hasResult?: true;
}

/**
 * The events of one run, each held against those before it. Several writers share the pipe, so not
 * all orders are wrong: waits are told when they are over, usage and output may come after an end,
 * and a runner tells that a task failed whenever it sees its worker die, even one that had never
 * started, or had told the task's end itself.
 */
export class RunCourse {
  readonly #tasks: readonly Task[];
  readonly #workers = new Map<string, 'alive' | 'exited'>();
  #isStarted = false;
  #isFinished = false;

  /** Of a run of so many tasks. */
  constructor(tasks: number) {
    this.#tasks = Array.from({ length: tasks }, () => ({ state: 'unknown' }));
  }

  /**
   * Takes the next event. Gives why it cannot be true after those before it, or undefined; one that
   * cannot be true changes nothing. `lifeUs`: how long ago the run was asked for, where that is known.
   */
  contradictionIn(event: RunEvent, lifeUs = Number.POSITIVE_INFINITY): string | undefined {
    const { at, type } = event;
    if (at < 0) return `${type} is stamped ${-at} µs before the epoch`;
    const until = type === 'wait' || type === 'hold' ? at + event.us : at;
    if (until > lifeUs + skewUs) return `${type} is stamped ${seconds(until - lifeUs)} in the future`;
    return this.#misplaced(event, lifeUs) ?? this.#follow(event);
  }

  /** What cannot be before the run has started, or after it has. */
  #misplaced(event: RunEvent, lifeUs: number): string | undefined {
    const { type } = event;
    if (type === 'run-started') return this.#isStarted ? 'the run started twice' : undefined;
    const isOfLanes = type === 'run-finished' || (type === 'output' && event.task === undefined);
    if (!(this.#isStarted || isOfLanes)) return `${type} came before the run had started`;
    if (type !== 'worker-started') return undefined;
    if (event.askedAt > event.at + skewUs) return `worker ${event.worker} started before it was asked for`;
    return event.askedAt < -lifeUs - skewUs ? `worker ${event.worker} was asked for before the run was` : undefined;
  }

  #follow(event: RunEvent): string | undefined {
    switch (event.type) {
      case 'run-started':
        this.#isStarted = true;
        return undefined;
      case 'run-finished':
        if (this.#isFinished) return 'the run ended twice';
        this.#isFinished = true;
        return undefined;
      case 'worker-started':
      case 'worker-exited':
        return this.#changeWorker(event);
      case 'usage':
        return event.worker === 'run' || this.#workers.has(event.worker) ? undefined : neverStarted(event);
      case 'worker-ready':
      case 'hold':
        return this.#workers.has(event.worker) ? undefined : neverStarted(event);
      case 'task-queued':
        return this.#queue(event);
      case 'task-started':
        return this.#start(event);
      case 'task-failed':
        return this.#fail(event);
      case 'task-finished':
        return this.#finish(event);
      case 'task-result':
        return this.#bringResult(event);
      case 'output':
        return event.task === undefined ? undefined : this.#tell(event.type, event.task, event.worker);
      default:
        return this.#tell(event.type, event.task, event.worker);
    }
  }

  #changeWorker({ type, worker }: EventOf<'worker-started' | 'worker-exited'>): string | undefined {
    const state = this.#workers.get(worker);
    if (type === 'worker-started' && state !== undefined) return `worker ${worker} started twice, or after its exit`;
    if (state === 'exited') return `worker ${worker} exited twice`;
    this.#workers.set(worker, type === 'worker-started' ? 'alive' : 'exited');
    return undefined;
  }

  #queue({ task: id }: EventOf<'task-queued'>): string | undefined {
    const task = this.#tasks[id];
    if (task === undefined) return this.#noTask(id);
    if (task.state !== 'unknown') return `task ${id} was queued twice`;
    task.state = 'queued';
    return undefined;
  }

  #start(event: EventOf<'task-started'>): string | undefined {
    const { task: id, worker } = event;
    const task = this.#tasks[id];
    if (task === undefined) return this.#noTask(id);
    if (task.state === 'unknown') return `task ${id} was started, but never queued`;
    if (task.state !== 'queued') return `task ${id} was started twice, or after its end`;
    if (this.#workers.get(worker) !== 'alive') return neverStarted(event);
    task.state = 'running';
    task.worker = worker;
    task.startedAt = event.at;
    return undefined;
  }

  /** What only the worker can tell that runs the task. */
  #tell(type: EventType, id: number, worker: string | undefined): string | undefined {
    const task = this.#tasks[id];
    if (task === undefined) return this.#noTask(id);
    if (task.worker === undefined) return `${type} of task ${id} came, but the task was never started`;
    if (task.worker !== worker) return `${type} of task ${id} came from ${worker}, but ${task.worker} runs it`;
    return undefined;
  }

  #finish({ type, task: id, worker, at }: EventOf<'task-finished'>): string | undefined {
    const contradiction = this.#tell(type, id, worker);
    const task = this.#tasks[id];
    if (contradiction !== undefined || task === undefined) return contradiction;
    if (task.state === 'ended') return `task ${id} ended twice`;
    if (isBackwards(task, at)) return `task ${id} ended before it started`;
    task.state = 'ended';
    return undefined;
  }

  #bringResult({ task: id, at }: EventOf<'task-result'>): string | undefined {
    const task = this.#tasks[id];
    if (task === undefined) return this.#noTask(id);
    if (task.hasResult) return `the result of task ${id} came twice`;
    // A worker that was killed had handed the result back, and could not tell the end any more.
    if (task.state === 'unknown' || isBackwards(task, at)) return `the result of task ${id} came before its end`;
    task.hasResult = true;
    return undefined;
  }

  #fail({ task: id, worker, at }: EventOf<'task-failed'>): string | undefined {
    const task = this.#tasks[id];
    if (task === undefined) return this.#noTask(id);
    if (task.state === 'unknown') return `task ${id} failed, but was never queued`;
    const byRunner = worker === undefined || this.#workers.get(worker) === 'exited';
    if (!byRunner && task.worker !== worker) return `task ${id} failed under ${worker}, which does not run it`;
    if (!byRunner && task.state === 'ended') return `task ${id} ended twice`;
    if (!byRunner && isBackwards(task, at)) return `task ${id} ended before it started`;
    task.state = 'ended';
    return undefined;
  }

  #noTask(id: number): string {
    return `there is no task ${id} among ${this.#tasks.length}`;
  }
}

/** How a run ends that told what cannot be true. */
export function untrue(contradiction: string): { readonly end: 'failed'; readonly reason: string } {
  return { end: 'failed', reason: `what it told cannot be true: ${contradiction}` };
}

/** Of stamps of one worker, which are of one clock. */
function isBackwards({ startedAt = 0 }: Task, endedAt: number): boolean {
  return endedAt < startedAt;
}

function neverStarted({ type, worker }: { readonly type: string; readonly worker: string }): string {
  return `${type} came of worker ${worker}, which had not started or was gone`;
}

function seconds(us: number): string {
  return `${(us / 1e6).toFixed(3)} s`;
}
