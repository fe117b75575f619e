import type { LaneState } from '../lane/lane.ts';
import type { Interval } from '../measure/statistics/bootstrap.ts';
import type { Warning } from '../measure/warnings.ts';
import type { Doubt } from './doubts.ts';
import type { Difference } from './ground.ts';

/** What became of the lanes of one session in another. Times in ms. */
export interface SessionComparison {
  readonly schema: 'lanes/comparison@1';
  readonly scenario: string;
  /** By how much of its time a lane may get slower, as a share. */
  readonly tolerance: number;
  /** Whether also that counts as worse which a busy machine can explain. */
  readonly strict: boolean;
  readonly warnings: { readonly base: readonly Warning[]; readonly next: readonly Warning[] };
  /** Where the sessions stand on different ground; empty where they can be compared. */
  readonly differences: readonly Difference[];
  readonly lanes: readonly LaneChange[];
  /** Lanes that the second session does not have. */
  readonly onlyInBase: readonly string[];
  /** Lanes that the first session does not have. */
  readonly onlyInNext: readonly string[];
}

/** What became of one lane. */
export interface LaneChange {
  readonly lane: string;
  readonly base: LaneSummary;
  readonly next: LaneSummary;
  /** How many times as long it took; absent where either has no time that counts. */
  readonly ratio?: number;
  /** 95 % interval of the ratio; absent with too few rounds. */
  readonly interval?: Interval;
  /** How many times as long the reference loop took; absent where it was not run. */
  readonly machine?: number;
  /** After Holm's correction over the lanes. */
  readonly p?: number;
  readonly outcome: 'faster' | 'slower' | 'equivalent' | 'inconclusive' | 'indicative' | 'not-measured';
  /**
   * Whether it does what it did: `no-longer` where it fails in a run, times out or gives differing results,
   * and did not before; `now` where it did so before, and no more.
   */
  readonly works: 'as-before' | 'no-longer' | 'now';
  /** What the sessions were warned of that can by itself explain so much of a difference; empty where nothing does. */
  readonly doubts: readonly Doubt[];
  /**
   * It got slower, certainly, and by more than the tolerance, also when what the machine got slower is
   * taken off; or it works no longer. And nothing explains that but the lane, unless all counts.
   */
  readonly worse: boolean;
}

/** What one of the two sessions says of a lane. Times in ms. */
export interface LaneSummary {
  readonly state: LaneState;
  /** Why it is in that state, where that was told. */
  readonly reason?: string;
  /** None of its times counts, for the results of the same work differ. */
  readonly resultsDiffer?: true;
  /** How many of its rounds count. */
  readonly rounds: number;
  /** Geometric mean of their wall times. */
  readonly wallMs?: number;
}
