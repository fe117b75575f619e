import { hasEnded } from '../engine/lane/lane.ts';
import { allowedCores, type Environment } from '../engine/measure/environment.ts';
import { type Judging, startJudging } from '../engine/report/judging.ts';
import type { ReportVerdicts } from '../engine/report/verdict.ts';
import { comparedLanes, judgedRuns } from '../engine/session/counted.ts';
import { foldingListener } from '../engine/session/folding.ts';
import type { Start } from '../engine/session/session.ts';
import { afterEvents, lanesOf, newSession, type SessionState } from '../engine/session/session-state.ts';
import { failedFor, playDecision, toDecide } from './decision.ts';
import { type Job, type Playing, planOfJob } from './job.ts';
import type { Shown, Standing } from './picture.ts';
import { mediansOf, reviewOf } from './review.ts';

/** Milliseconds on the monotonic clock on which the runs have their epochs. */
export type Clock = () => number;

/** The clock that `process.hrtime.bigint()` reads. */
export const monotonicMs: Clock = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * The runs of one job after the other, folded as their events come, outside React. Never two
 * sessions at a time: the next one starts when nothing is left of the last.
 */
export class RunStore {
  readonly #start: Start;
  readonly #now: Clock;
  readonly #environment: Environment;
  readonly #cores: number;
  /** The job that is shown. */
  #job: Job | undefined;
  #shown: Shown | undefined;
  #judging: Judging | undefined;
  #playing: Playing | undefined;
  #next: Job | undefined;
  /** What was stopped of the next job before it could start. */
  #stoppedEarly: (string | undefined)[] = [];
  #pumping: Promise<void> | undefined;
  #closed = false;
  #onChange = () => {};

  /** `environment` of the machine that the runs are on. */
  constructor(start: Start, now: Clock, environment: Environment) {
    this.#start = start;
    this.#now = now;
    this.#environment = environment;
    this.#cores = allowedCores(environment);
  }

  /** `listener` is called whenever something came; it must be cheap. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Says that there is something to show, though no event came. */
  touch(): void {
    this.#onChange();
  }

  /** Whether what a snapshot shows goes on changing with time. */
  get isRunning(): boolean {
    return this.#shown !== undefined && this.#shown.endedAt === undefined;
  }

  /** Shows `job` at once, and runs it as soon as the one before has ended. */
  run(job: Job): void {
    if (this.#closed) return;
    const plan = planOfJob(job);
    this.#stopJudging();
    this.#job = job;
    this.#shown = {
      plan,
      session: newSession(plan.lanes, this.#cores),
      startedAt: this.#now(),
      ...(job.type === 'decision' && { decision: toDecide }),
    };
    this.#next = job;
    this.#stoppedEarly = [];
    this.#playing?.stop();
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
    });
    this.#onChange();
  }

  /** Stops the run of a lane, or of all. */
  stop(lane?: string): void {
    if (this.#next === undefined && this.#playing !== undefined) this.#playing.stop(lane);
    else this.#stoppedEarly.push(lane);
  }

  /** Stops everything for good; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#next = undefined;
    this.#stopJudging();
    this.#playing?.stop();
    await this.#pumping;
  }

  /** The runs as they stand; lanes are immutable, so this costs next to nothing. */
  snapshot(): Standing | undefined {
    return this.#shown && { ...this.#shown, lanes: lanesOf(this.#shown.session), now: this.#now() };
  }

  async #pump(): Promise<void> {
    while (this.#next !== undefined) {
      const job = this.#next;
      this.#next = undefined;
      await this.#play(job);
      this.#playing = undefined;
    }
  }

  /** Runs one job to its end. One that could not go on leaves no lane that seems to. */
  async #play(job: Job): Promise<void> {
    const show = (change: (shown: Shown) => Shown) => this.#change(job, change);
    try {
      this.#playing =
        job.type === 'session'
          ? this.#playSession(job, show)
          : await playDecision(job, { start: this.#start, environment: this.#environment, show });
      // Only now: to start a replay turns its clock back.
      show((shown) => ({ ...shown, startedAt: this.#now() }));
      if (this.#closed || this.#job !== job) this.#playing.stop();
      for (const lane of this.#stoppedEarly.splice(0)) this.#playing.stop(lane);
      await this.#playing.finished;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      show((shown) => ({ ...shown, ...failedFor(shown, reason), session: allEnded(shown.session, reason) }));
    }
    show((shown) => ({ ...shown, endedAt: this.#now() }));
    if (this.#job === job && job.type === 'session' && !this.#closed) this.#judge(job);
  }

  #playSession({ plan }: Job & { type: 'session' }, show: (change: (shown: Shown) => Shown) => void): Playing {
    const session = this.#start(
      plan,
      foldingListener((change) => show((shown) => ({ ...shown, session: change(shown.session) }))),
    );
    const over = () =>
      show((shown) => ({ ...shown, session: allEnded(shown.session, 'the run ended without telling how') }));
    return { stop: session.stop, finished: session.finished.then(over) };
  }

  /** What is shown after a change that comes of `job`; nothing is, if it is shown no more. */
  #change(job: Job, change: (shown: Shown) => Shown): void {
    if (this.#job !== job || this.#shown === undefined) return;
    this.#shown = change(this.#shown);
    this.#onChange();
  }

  /** The verdict comes when it is there. */
  #judge(job: Job & { type: 'session' }): void {
    const { plan } = job;
    if (this.#shown === undefined) return;
    const { session } = this.#shown;
    const runs = judgedRuns(plan, session);
    const reviewed = (verdicts: ReportVerdicts | readonly []) =>
      reviewOf(plan, session, this.#environment, { runs, verdicts });
    this.#change(job, (shown) => ({ ...shown, review: reviewed([]) }));
    const judging = startJudging({ compared: comparedLanes(plan, runs), seed: plan.seed });
    this.#judging = judging;
    void judging.verdicts.then((verdicts) => {
      if (this.#judging !== judging) return;
      this.#change(job, (shown) => ({ ...shown, verdicts, medians: mediansOf(runs), review: reviewed(verdicts) }));
    });
  }

  #stopJudging(): void {
    this.#judging?.stop();
    this.#judging = undefined;
  }
}

/** The session with an end for each lane that has none. */
function allEnded(session: SessionState, reason: string): SessionState {
  return [...session.lanes.values()]
    .filter(({ lane }) => !hasEnded(lane.state))
    .reduce(
      (state, { lane: { name, lastAt } }) =>
        afterEvents(state, name, [{ type: 'run-finished', at: lastAt, end: 'failed', reason }]),
      session,
    );
}
