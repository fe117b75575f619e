import type { Plan } from '../plan.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Pilot } from './pilot.ts';

/** What came of a decision's pilot, trial and race. */
export interface Outcome {
  readonly plan: Plan;
  readonly session: SessionState;
  /** How many tasks there are in all; the plan may have only some of them. */
  readonly tasks: number;
  /** Absent where not even a first task came to its end. */
  readonly pilot?: Pilot;
  readonly out: ReadonlyMap<string, number>;
  /** Lanes in which not all tasks came to their end, with the reason; without those that this machine does not have and nobody named. */
  readonly failed: ReadonlyMap<string, string>;
  /** Lanes for which there was no time. */
  readonly untried: readonly string[];
  /** How far predictions from the trial were off in the race, a share; absent without a race. */
  readonly checkOffBy?: number;
  readonly isInterrupted: boolean;
  readonly lastedMs: number;
}
