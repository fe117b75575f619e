import type { Advice } from '../measure/advice/advised.ts';
import type { Warning } from '../measure/warnings.ts';

/** What a decision says of its form, so that whoever reads it knows. */
export const decisionSchema = 'lanes/decision@1';

/** How many times as fast a lane is as the one that does one task after the other, with a 95 % interval where there are rounds enough. */
export interface SpeedUp {
  readonly ratio: number;
  readonly low?: number;
  readonly high?: number;
}

/** A lane, and how it did. */
export interface Ranked {
  readonly lane: string;
  readonly model: string;
  /** Absent where it has no times of its own, or there was nothing to compare with. */
  readonly speedUp?: SpeedUp;
  /** Why it is where it is, where more than the figure says so. */
  readonly reason?: string;
}

/** The model to use. */
export interface Use extends Ranked {
  /** Size of the pool, or how many workers may live at once; absent where one loop has all tasks, or none has a limit. */
  readonly workers?: number;
  /** The most tasks that are to be under way on its event loop; absent for all of them. */
  readonly underWay?: number;
}

/** What was measured, and what of it is only predicted. */
export interface MeasuredWork {
  /** All that there is to do. */
  readonly tasks: number;
  /** How many of these were run, again and again; fewer than `tasks` where the whole did not fit. */
  readonly measured: number;
  /** How often, and how long that took with all else, ms. */
  readonly rounds: number;
  readonly lastedMs: number;
  /** How long a task takes, one after the other, ms; absent where that is not known. */
  readonly taskMs?: number;
  /** The share of that in which it keeps a core busy. */
  readonly computes?: number;
  /** Figures of all the tasks are predicted, from start-up, passing and run times of those measured. */
  readonly isPredicted: boolean;
  /** How far such a prediction was off where it could be held against what was measured: a share, the median of the lanes. */
  readonly checkOffBy?: number;
}

/** From when on a model pays off. */
export interface Crossover {
  readonly lane: string;
  readonly against: string;
  readonly tasks: number;
  readonly taskMs: number;
  /** From what length of a task on, with so many tasks, ms; absent where never. */
  readonly fromTaskMs?: number;
  /** From how many tasks of that length on; absent where never. */
  readonly fromTasks?: number;
}

/** Which model to use for some work on this machine, and why. Times in ms. */
export interface Decision {
  readonly schema: typeof decisionSchema;
  /** The file and its export as they were given, or the scenario. */
  readonly subject: string;
  /** Null where the figures carry no recommendation. */
  readonly use: Use | null;
  /** Why, or why there is none, in one sentence. */
  readonly because: string;
  /** Shown to be within 10 % of the fastest. */
  readonly alike: readonly Ranked[];
  /** Told from it, or so far behind that they were not measured to the end. */
  readonly slower: readonly Ranked[];
  /** Of which nothing is known that would place them. */
  readonly notTold: readonly Ranked[];
  readonly work: MeasuredWork;
  readonly crossovers: readonly Crossover[];
  /** What the figures advise for the work itself, the most telling first. */
  readonly advice: readonly Advice[];
  readonly warnings: readonly Warning[];
  /** The user ended it before it was settled. */
  readonly isInterrupted: boolean;
}
