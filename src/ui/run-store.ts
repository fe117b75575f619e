import { hasEnded } from '../engine/lane/lane.ts';
import { allowedCores, type Environment } from '../engine/measure/environment.ts';
import type { Plan } from '../engine/plan.ts';
import { differingLanes, othersCoresOf, sessionWarnings } from '../engine/report/circumstances.ts';
import { type Judging, startJudging } from '../engine/report/judging.ts';
import type { ReportVerdict } from '../engine/report/verdict.ts';
import { comparedLanes, type JudgedRun, judgedRuns, medianWallMs } from '../engine/session/counted.ts';
import { foldingListener } from '../engine/session/folding.ts';
import type { Session, Start } from '../engine/session/session.ts';
import { afterEvents, lanesOf, newSession, type SessionState } from '../engine/session/session-state.ts';
import type { Review, Standing } from './picture.ts';

/** Milliseconds on the monotonic clock on which the runs have their epochs. */
export type Clock = () => number;

/** The clock that `process.hrtime.bigint()` reads. */
export const monotonicMs: Clock = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * The runs of one session after the other, folded as their events come, outside React. Never two
 * sessions at a time: the next one starts when nothing is left of the last.
 */
export class RunStore {
  readonly #start: Start;
  readonly #now: Clock;
  readonly #environment: Environment;
  readonly #cores: number;
  #state: SessionState;
  #judged: Pick<Standing, 'verdicts' | 'medians'> = {};
  #judging: Judging | undefined;
  #review: Review | undefined;
  #plan: Plan | undefined;
  #startedAt = 0;
  #endedAt: number | undefined;
  #session: Session | undefined;
  #next: Plan | undefined;
  /** What was stopped of the next session before it could start. */
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
    this.#state = newSession([], this.#cores);
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
    return this.#plan !== undefined && this.#endedAt === undefined;
  }

  /** Shows `plan` at once, and runs it as soon as the session before has ended. */
  run(plan: Plan): void {
    if (this.#closed) return;
    this.#plan = plan;
    this.#state = newSession(plan.lanes, this.#cores);
    this.#judged = {};
    this.#stopJudging();
    this.#review = undefined;
    this.#startedAt = this.#now();
    this.#endedAt = undefined;
    this.#next = plan;
    this.#stoppedEarly = [];
    this.#session?.stop();
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
    });
    this.#onChange();
  }

  /** Stops the run of a lane, or of all. */
  stop(lane?: string): void {
    if (this.#next === undefined) this.#session?.stop(lane);
    else this.#stoppedEarly.push(lane);
  }

  /** Stops everything for good; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#next = undefined;
    this.#stopJudging();
    this.#session?.stop();
    await this.#pumping;
  }

  /** The runs as they stand; lanes are immutable, so this costs next to nothing. */
  snapshot(): Standing | undefined {
    if (this.#plan === undefined) return undefined;
    return {
      plan: this.#plan,
      session: this.#state,
      lanes: lanesOf(this.#state),
      now: this.#now(),
      startedAt: this.#startedAt,
      ...(this.#endedAt !== undefined && { endedAt: this.#endedAt }),
      ...this.#judged,
      ...(this.#review !== undefined && { review: this.#review }),
    };
  }

  async #pump(): Promise<void> {
    while (this.#next !== undefined) {
      const plan = this.#next;
      this.#next = undefined;
      const failure = await this.#play(plan);
      this.#session = undefined;
      if (this.#plan === plan) this.#end(failure);
    }
  }

  /** Runs one session to its end; gives why it could not, if so. */
  async #play(plan: Plan): Promise<string | undefined> {
    const isShown = () => this.#plan === plan;
    try {
      this.#session = this.#start(
        plan,
        foldingListener((change) => {
          if (!isShown()) return;
          this.#state = change(this.#state);
          this.#onChange();
        }),
      );
      // Only now: to start a replay turns its clock back.
      this.#startedAt = this.#now();
      if (this.#closed || !isShown()) this.#session.stop();
      for (const lane of this.#stoppedEarly.splice(0)) this.#session.stop(lane);
      await this.#session.finished;
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** A session that could not go on leaves no lane that seems to. */
  #end(failure: string | undefined): void {
    this.#endedAt = this.#now();
    const reason = failure ?? 'the run ended without telling how';
    for (const [name, { lane }] of this.#state.lanes) {
      if (hasEnded(lane.state)) continue;
      this.#state = afterEvents(this.#state, name, [{ type: 'run-finished', at: lane.lastAt, end: 'failed', reason }]);
    }
    if (this.#plan !== undefined && !this.#closed) this.#judge(this.#plan);
    this.#onChange();
  }

  /** The verdict comes when it is there. */
  #judge(plan: Plan): void {
    const runs = judgedRuns(plan, this.#state);
    this.#review = reviewOf(plan, runs, this.#environment, []);
    const judging = startJudging({ compared: comparedLanes(plan, runs), seed: plan.seed });
    this.#judging = judging;
    void judging.verdicts.then((verdicts) => {
      if (this.#judging !== judging) return;
      this.#judged = { verdicts, medians: mediansOf(runs) };
      this.#review = reviewOf(plan, runs, this.#environment, verdicts);
      this.#onChange();
    });
  }

  #stopJudging(): void {
    this.#judging?.stop();
    this.#judging = undefined;
  }
}

function mediansOf(runs: ReadonlyMap<string, readonly JudgedRun[]>): ReadonlyMap<string, number> {
  const medians = [...runs].flatMap(([lane, own]) => {
    const ms = medianWallMs(own);
    return ms === undefined ? [] : [[lane, ms] as const];
  });
  return new Map(medians);
}

/** What is to be said besides the verdict; more of it once there is one. */
function reviewOf(
  plan: Plan,
  runs: Review['runs'],
  environment: Environment,
  verdicts: readonly ReportVerdict[],
): Review {
  const seen = { verdicts, othersCores: othersCoresOf(plan, runs) };
  return { runs, differing: differingLanes(plan, runs), warnings: sessionWarnings(plan, runs, environment, seen) };
}
