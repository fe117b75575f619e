import { findModel, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import { describeExit, describeFailedStart, type Exit } from '../exit-reason.ts';
import { isOwnFrame } from '../own-frames.ts';
import { protocolVersion, type RunRequest } from '../protocol/request.ts';
import { RunCourse, untrue } from '../protocol/run-course.ts';
import type { Output, RunEnd, RunEvent, RunFinished } from '../protocol.ts';
import type { RunnerCommand } from '../runtimes/runtime.ts';
import type { RunLife } from '../session/run-record.ts';
import type { Run, RunSpec } from '../session/session.ts';
import { openEventPipe } from './event-pipe.ts';
import type { Guard } from './guard.ts';
import { RunClock } from './run-clock.ts';
import { startRunner } from './runner-process.ts';

/** A run that is asked for, with what a process for it takes. */
export interface ProcessSpec extends RunSpec {
  readonly runner: RunnerCommand;
  readonly guard: Guard;
  /** Where the results of the session's first run that has all of them are kept; absent where none are. */
  readonly reference?: string;
}

/**
 * So long a runner may take to tell that its run has started, in ms. Node that is refused one of its
 * own threads may wait for it for ever before it comes to any code. A start takes a tenth of a second;
 * where it takes a hundred times as long nothing can be measured.
 */
const startLimitMs = 30_000;

type Ending = Omit<RunFinished, 'type' | 'at'>;

/**
 * Starts a run. Its end is the exit of its process, whatever that has told before: then comes, as
 * its last event, one `run-finished`. To stop it is SIGTERM to its group, a grace, SIGKILL.
 * One that has not started `limitMs` after it was asked for is ended so.
 */
export function startRun(options: ProcessSpec, limitMs = startLimitMs): Run {
  const { timeoutSeconds } = options.plan;
  const run = new RunUnderWay(options);
  const startLimit = setTimeout(() => run.giveUpStart(limitMs), limitMs);
  const timeout =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => run.stop('timed-out', `took longer than ${timeoutSeconds} s`), timeoutSeconds * 1_000);
  const ended = run.carryOut().finally(() => {
    clearTimeout(startLimit);
    clearTimeout(timeout);
  });
  return { stop: (end, reason) => run.stop(end, reason), ended };
}

class RunUnderWay {
  readonly #options: ProcessSpec;
  readonly #clock = new RunClock();
  readonly #course: RunCourse;
  /** Why its events cannot be true, what it told of its end itself, and as what it was stopped: each the first time. */
  #contradiction: Ending | undefined;
  #told: RunFinished | undefined;
  #stopped: Ending | undefined;
  #throttledUs = 0;
  #endProcess: ((how: 'stop' | 'endSoon') => void) | undefined;

  constructor(options: ProcessSpec) {
    this.#options = options;
    this.#course = new RunCourse(options.tasks.length);
  }

  stop(end: RunEnd, reason?: string): void {
    this.#stopped ??= { end, ...(reason !== undefined && { reason }) };
    this.#endProcess?.('stop');
  }

  /** Ends it where it has not told that it started. */
  giveUpStart(limitMs: number): void {
    if (!this.#clock.hasEpoch) this.stop('failed', `the runner did not start within ${limitMs / 1_000} s`);
  }

  /** Gives what was seen of its process; undefined where none could be started. */
  async carryOut(): Promise<RunLife | undefined> {
    try {
      const { exit, life } = await this.#runProcess();
      this.#finish(this.#contradiction ?? this.#lost() ?? this.#told ?? this.#stopped ?? this.#death(exit));
      return life;
    } catch (error) {
      this.#finish({ end: 'failed', reason: `could not start: ${(error as Error).message}` });
      return undefined;
    }
  }

  async #runProcess(): Promise<{ readonly exit: Exit; readonly life: RunLife }> {
    const { plan, runner: command, guard } = this.#options;
    const pipe = await openEventPipe(guard.directory, {
      onEvents: (events) => this.#take(events),
      now: () => this.#clock.now(),
    });
    const { libuvThreads } = plan;
    const onText = this.#takeText.bind(this);
    const starting = startRunner({ command, request: this.#request(pipe.path), libuvThreads, guard, onText });
    const runner = await starting.catch(async (error: unknown) => {
      await pipe.drain();
      throw error;
    });
    this.#endProcess = (how) => runner[how]();
    if (this.#stopped !== undefined) runner.stop();
    const { exit, throttledUs, ...life } = await runner.gone;
    this.#throttledUs = throttledUs;
    const [stderr] = await Promise.all([runner.lastWords(), pipe.drain()]);
    // The epoch of a short run comes out of the pipe only after its process is gone.
    const bootMs = this.#clock.since(runner.askedAt) ?? life.lifeMs;
    return { exit: { ...exit, stderr }, life: { ...life, bootMs } };
  }

  #request(events: string): RunRequest {
    const { plan, lane, tasks, reference } = this.#options;
    const { id, workers: own } = partsOf(lane);
    const [workers, underWay] = findModel(lane)?.counts === 'tasks' ? [undefined, own] : [own, undefined];
    return {
      protocol: protocolVersion,
      model: id,
      tasks,
      lane,
      events,
      workers: workers ?? plan.workers,
      live: workers ?? plan.live,
      switchIntervalMs: plan.switchIntervalMs,
      ...defined({ work: plan.scenario.work, reference, underWay }),
    };
  }

  #take(events: readonly RunEvent[]): void {
    this.#clock.observe(events);
    const lifeUs = this.#clock.lifeUs();
    const fitting = events.filter((event) => this.#fits(event, lifeUs));
    if (fitting.length > 0) this.#options.onEvents(fitting);
  }

  /** Whether the event is passed on: it can be true, and is not the end, which is told when the process is gone. */
  #fits(event: RunEvent, lifeUs: number): boolean {
    const contradiction = this.#course.contradictionIn(event, lifeUs);
    if (contradiction !== undefined) {
      this.#contradiction ??= untrue(contradiction);
      this.#endProcess?.('stop');
      return false;
    }
    if (event.type !== 'run-finished') return true;
    this.#told = event;
    this.#endProcess?.('endSoon');
    return false;
  }

  #takeText(stream: Exclude<Output['stream'], 'task'>, pieces: readonly { text: string; continues: boolean }[]): void {
    const at = this.#clock.now();
    const told = pieces.filter(({ text }) => !isOwnFrame(text));
    this.#options.onEvents(
      told.map(({ text, continues }) => ({ type: 'output', at, stream, text, ...(continues && { continues }) })),
    );
  }

  /** What it told of its end does not count where it was found before that it cannot go on. */
  #lost(): Ending | undefined {
    return this.#stopped?.end === 'failed' ? this.#stopped : undefined;
  }

  #death(exit: Exit): Ending {
    const { runtime = 'node' } = findModel(this.#options.lane) ?? {};
    const reason = this.#clock.hasEpoch
      ? `the runner ${describeExit({ ...exit, runtime })}`
      : `the runner did not start: it ${describeFailedStart({ ...exit, runtime })}`;
    return { end: 'failed', reason };
  }

  #finish(ending: Ending): void {
    const throttledUs = this.#throttledUs;
    const seen = throttledUs > 0 ? { throttledUs } : {};
    this.#options.onEvents([{ type: 'run-finished', at: this.#clock.now(), ...ending, ...seen }]);
  }
}
