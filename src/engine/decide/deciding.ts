import type { Scenario } from '../../tasks/workload.ts';
import { baselineFor, isSequential, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import type { Ground } from '../measure/scaling/break-even.ts';
import { type Choices, type Plan, planOf } from '../plan.ts';
import { reportOf } from '../report/report-of.ts';
import { comparedLanes, judgedRuns } from '../session/counted.ts';
import type { Session, Start } from '../session/session.ts';
import type { SessionState } from '../session/session-state.ts';
import { candidatesFor, cannotGain, mostPromisingFirst, reachesLimit } from './candidates.ts';
import { betweenRunsMs, guessedMs, mostTasksWithin, trialTasksWithin } from './estimate.ts';
import type { Outcome } from './outcome.ts';
import type { Pilot } from './pilot.ts';
import { type Prediction, predictionFrom } from './predict.ts';
import { offByIn, pilotIn, playStage, type Ran, roundsIn, type Stage, type Trial } from './stage.ts';
import { standingOf } from './standing.ts';

/** What to decide on. */
export interface DecideRequest {
  readonly scenario: Scenario;
  readonly choices: Choices;
  readonly environment: Environment;
  /** All of it has to be over so long after `since`, a stamp of `performance.now()`; both in ms. */
  readonly budgetMs: number;
  readonly since: number;
  /** Starts the sessions before the race. */
  readonly start: Start;
  /** Starts the race: the session that the answer rests on. */
  readonly startRace: Start;
  /** Told of what is being done, and of how the session of it stands. */
  readonly watch: (stage: Stage, session: SessionState) => void;
}

/** A decision that is being made. */
export interface Deciding {
  /** Rejects where the runs could not be started: with a SessionError. */
  readonly outcome: Promise<Outcome>;
  /** Has it come to an answer with what there is. */
  readonly stop: () => void;
}

/** What is left for the answer itself, ms. */
const answerMs = 700;
/** Of what is left of the budget at that point: a first task at most, and the trial. */
const shares = { pilot: 0.8, trial: 0.3 };
/** Tasks of less than this share of the budget are looked at once more, warm. */
const shortTask = 0.02;
const warmTasks = 8;
/** A lane that in a trial is so many times behind is out: runs of one kind do not differ by that much. */
const hopeless = 3;
/** Enough to tell lanes apart, with one to spare for one that is repeated. */
const wantedRounds = 6;
const mostRounds = 40;

/** Decides in a while: a pilot, a trial of every model, a race of those that are left. */
export function startDeciding(request: DecideRequest): Deciding {
  const course = new Course(request);
  return { outcome: course.run(), stop: () => course.interrupt() };
}

class Course {
  readonly #request: DecideRequest;
  readonly #deadline: number;
  readonly #cores: number;
  #session: Session | undefined;
  #isInterrupted = false;
  #out = new Map<string, number>();
  #failed = new Map<string, string>();

  constructor(request: DecideRequest) {
    this.#request = request;
    this.#deadline = request.since + request.budgetMs - answerMs;
    this.#cores = allowedCores(request.environment);
  }

  interrupt(): void {
    this.#isInterrupted = true;
    this.#session?.stop();
  }

  async run(): Promise<Outcome> {
    // Lanes together would measure each other.
    const whole = planOf(this.#request.scenario, { ...this.#request.choices, order: 'in-turn' });
    const { tasks } = whole.parameters;
    const first = await this.#pilot(whole);
    const { pilot } = first;
    if (pilot === undefined || this.#isOver()) return this.#outcome({ ...first, tasks, untried: whole.lanes });

    const trial = await this.#trial(whole, pilot);
    if (this.#isOver()) return this.#outcome({ ...trial, tasks, pilot });
    const race = await this.#race(whole, pilot, trial);
    return this.#outcome({ ...(race ?? trial), tasks, pilot, untried: trial.untried });
  }

  #leftMs(): number {
    return this.#deadline - performance.now();
  }

  #isOver(): boolean {
    return this.#isInterrupted || this.#leftMs() <= 0;
  }

  #outcome(outcome: Omit<Outcome, 'out' | 'failed' | 'isInterrupted' | 'lastedMs'>): Outcome {
    const lastedMs = performance.now() - this.#request.since;
    return { ...outcome, out: this.#out, failed: this.#failed, isInterrupted: this.#isInterrupted, lastedMs };
  }

  /** One task; and some more, warm, where that one was short. */
  async #pilot(whole: Plan): Promise<Ran & { readonly pilot?: Pilot }> {
    const baseline = baselineFor(whole.lanes[0] ?? '') ?? whole.lanes[0] ?? '';
    const untilMs = this.#leftMs() * shares.pilot;
    const ran = await this.#runOnce({ ...whole, lanes: [baseline] }, 1, 'pilot', untilMs);
    const pilot = pilotIn(ran);
    const warm = Math.min(warmTasks, whole.parameters.tasks);
    if (pilot === undefined) return ran;
    if (warm === 1 || pilot.taskMs > this.#request.budgetMs * shortTask || this.#isOver()) return { ...ran, pilot };
    const again = await this.#runOnce({ ...whole, lanes: [baseline] }, warm, 'pilot', untilMs);
    return { ...again, pilot: pilotIn(again) ?? pilot };
  }

  /** Every model once, with so many tasks that it takes no more than its share of the time; as many models as fit. */
  async #trial(whole: Plan, pilot: Pilot): Promise<Trial> {
    const limitMs = this.#leftMs() * shares.trial;
    const all = candidatesFor(whole.lanes, pilot, this.#ground(whole, whole.parameters.tasks));
    const costMs = (lanes: readonly string[], tasks: number) =>
      lanes.reduce((sum, lane) => sum + guessedMs(lane, tasks, pilot, this.#ground(whole, tasks)), 0);
    const most = whole.parameters.tasks;
    const step = Math.max(1, Math.floor(this.#cores));
    const tasks = trialTasksWithin(limitMs, { most, step }, (n) => costMs(all, n));
    const later = all.filter((lane) => !whole.lanes.includes(lane) && !reachesLimit(lane, tasks));
    const telling = all.filter((lane) => !later.includes(lane));
    let lanes = telling;
    if (costMs(telling, tasks) > limitMs) {
      // Not even as many tasks as there are cores fit: the most promising lanes, for as long as there is time.
      const promising = mostPromisingFirst(telling, pilot);
      const leftMs = this.#leftMs();
      lanes = promising.filter((_, place) => costMs(promising.slice(0, place + 1), tasks) <= leftMs);
    }
    const untried = telling.filter((lane) => !lanes.includes(lane));
    const plan = { ...whole, lanes: telling.filter((lane) => lanes.includes(lane)) };
    const ran = await this.#runOnce(plan, tasks, 'trial', this.#leftMs());
    return { ...ran, untried, later };
  }

  /** Rounds of the lanes that are left, as long as something is open and time is left; undefined where there is time for none. */
  async #race(whole: Plan, pilot: Pilot, trial: Trial): Promise<(Ran & { checkOffBy?: number }) | undefined> {
    const { tasks: tried } = trial.plan.parameters;
    const predict = this.#prediction(trial, pilot);
    const left = this.#leftAfter(trial, predict, whole.parameters.tasks, pilot);
    if (left.length < 2) return undefined;
    const models = left.map((lane) => partsOf(lane).id);
    const later = trial.later.filter((lane) => models.includes(partsOf(lane).id));
    const lanesFor = (tasks: number) => [...left, ...later.filter((lane) => reachesLimit(lane, tasks))];
    const costMs = (tasks: number) =>
      lanesFor(tasks).reduce((sum, lane) => {
        const predicted = predict(lane, tasks);
        if (predicted === undefined) return sum + guessedMs(lane, tasks, pilot, this.#ground(whole, tasks));
        return sum + predicted + pilot.bootMs + betweenRunsMs;
      }, 0);
    const most = whole.parameters.tasks;
    const step = Math.max(1, Math.floor(this.#cores));
    const least = Math.min(tried, most);
    const tasks = mostTasksWithin(this.#leftMs() / wantedRounds, { least, most, step }, costMs);
    if (costMs(tasks) > this.#leftMs()) return undefined;
    const ran = await this.#runRounds({ ...whole, lanes: lanesFor(tasks) }, tasks, pilot);
    if (roundsIn(ran) === 0) return undefined;
    // What the trial predicts of as many tasks as it had is no prediction.
    const offBy = tasks === tried ? undefined : offByIn(ran, predict);
    return { ...ran, ...(offBy !== undefined && { checkOffBy: offBy }) };
  }

  /** Those that came to their end and are not hopelessly behind. */
  #leftAfter({ plan, session }: Ran, predict: Prediction, tasks: number, pilot: Pilot): string[] {
    const finished = plan.lanes.filter((lane) => session.lanes.get(lane)?.lane.state === 'finished');
    for (const [name, { lane }] of session.lanes) {
      const isWanted = lane.state !== 'unavailable' || this.#request.choices.lanes !== undefined;
      if (lane.state !== 'finished' && isWanted) this.#failed.set(name, lane.reason ?? lane.state);
    }
    // What cannot be predicted is measured on.
    const times = finished.flatMap((lane): [string, number][] => {
      const ms = predict(lane, tasks);
      return ms === undefined ? [] : [[lane, ms]];
    });
    const best = Math.min(...times.map(([, ms]) => ms));
    for (const [lane, ms] of times) {
      const isOut = ms > hopeless * best || cannotGain(lane, pilot);
      if (isOut && !isSequential(lane)) this.#out.set(lane, ms / best);
    }
    const left = () => finished.filter((lane) => !this.#out.has(lane));
    // One alone proves nothing: the nearest of the others runs beside it.
    const [nearest] = times.filter(([lane]) => this.#out.has(lane)).toSorted((a, b) => a[1] - b[1]);
    if (left().length === 1 && nearest !== undefined) this.#out.delete(nearest[0]);
    return left();
  }

  #ground({ workers, live }: Plan, tasks: number): Ground {
    return { tasks, cores: this.#cores, workers, live };
  }

  #prediction({ plan, session }: Ran, pilot: Pilot): Prediction {
    const report = reportOf(plan, session, this.#request.environment);
    return predictionFrom(report, this.#ground(plan, plan.parameters.tasks), pilot);
  }

  async #runOnce(whole: Plan, tasks: number, kind: 'pilot' | 'trial', limitMs: number): Promise<Ran> {
    const plan = { ...withTasks(whole, tasks), rounds: 1, warmUp: 0 };
    return this.#play({ kind, plan, until: performance.now() + limitMs, out: this.#out }, this.#request.start);
  }

  async #runRounds(whole: Plan, tasks: number, pilot: Pilot): Promise<Ran> {
    const plan = { ...withTasks(whole, tasks), rounds: mostRounds, warmUp: 0 };
    let begunAt = performance.now();
    const afterRound = (session: Session, state: SessionState) => {
      const roundMs = performance.now() - begunAt;
      begunAt = performance.now();
      const [{ series }] = comparedLanes(plan, judgedRuns(plan, state));
      const { out, isSettled } = standingOf(series, plan.seed);
      for (const [lane, behind] of out) {
        this.#out.set(lane, behind);
        session.retire(lane);
      }
      if (isSettled || roundMs + pilot.bootMs > this.#leftMs()) session.retire();
    };
    const stage = { kind: 'race', plan, until: this.#deadline, out: this.#out } as const;
    const ran = await this.#play(stage, this.#request.startRace, afterRound);
    return { ...ran, plan: { ...plan, rounds: Math.max(1, roundsIn(ran)) } };
  }

  #play(stage: Stage, start: Start, afterRound?: (session: Session, state: SessionState) => void): Promise<Ran> {
    return playStage(stage, {
      cores: this.#cores,
      start,
      watch: this.#request.watch,
      ...defined({ afterRound }),
      onStart: (session) => {
        this.#session = session;
      },
    });
  }
}

function withTasks(plan: Plan, tasks: number): Plan {
  return { ...plan, parameters: { ...plan.parameters, tasks } };
}
