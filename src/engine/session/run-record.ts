import { defined } from '../defined.ts';
import { hasEnded, type Lane, type LaneState } from '../lane/lane.ts';
import { isInVain, type Unsuccessful } from '../lane/unsuccessful.ts';
import { isRejected } from '../measure/drift.ts';
import { type Figures, figuresOf } from '../measure/figures.ts';
import { findingsOf } from '../measure/findings.ts';
import { type DifferingTask, firstDifference, isNotCompared, lossesOf, resultsOf } from '../measure/results.ts';
import { type Parts, partNames } from '../measure/time/breakdown.ts';
import type { Parallelism } from '../measure/time/parallelism.ts';
import type { Passing } from '../measure/time/passing.ts';
import type { RoundKind, RoundName } from './schedule.ts';

/** What the reference loop took before and after a run, in ms. */
export interface ReferenceTimes {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** What was seen of a run's own process from outside, in ms. */
export interface RunLife {
  /** From the moment it was asked for until it was gone. */
  readonly lifeMs: number;
  /** From the moment it was asked for to the run's epoch; all of its life where it never came to that. */
  readonly bootMs: number;
  /** CPU time that was used on the machine meanwhile by all but lanes itself: by the run, and by whatever else there was. */
  readonly machineCpuMs: number;
}

/** What was seen around a run. */
export interface RunObservations extends RunLife {
  /** Absent where there is but one round: there is nothing to drift from. */
  readonly reference?: ReferenceTimes;
}

/** What became of the emulated GIL of a run. */
export interface RunGil {
  /** How often the lock went from one worker to another. */
  readonly switches: number;
  readonly meanHoldMs: number;
  /** How long each worker waited for it. */
  readonly waitedMs: Readonly<Record<string, number>>;
}

/**
 * What is kept of a run for good: figures, and nothing that grows with what it printed or how
 * often it waited. Of hundreds of rounds there is no memory for more.
 */
export interface RunRecord {
  readonly round: number;
  /** `rejected`: the machine drifted during a measured run, and it was repeated. */
  readonly kind: RoundKind | 'rejected';
  readonly state: LaneState;
  readonly reason?: string;
  /** Absent while it goes on. */
  readonly around?: RunObservations;
  /** Absent where no task began. */
  readonly figures?: Figures;
  /** From the run's epoch to its last event, ms. */
  readonly lastedMs: number;
  /** Where the time of its workers went. */
  readonly partsMs: Parts;
  readonly parallelism?: Parallelism;
  /** Absent where nothing of it was told. */
  readonly passing?: Passing;
  /** Its workers were threads of which CPython's GIL let one run at a time. */
  readonly sharesGil?: true;
  readonly why: readonly string[];
  /** Of its processes together, at most: see {@link Parallelism}'s `memory`. */
  readonly peakBytes?: number;
  /** For how long a quota of CPU time kept it from running, on all cores together; absent where none did. */
  readonly throttledMs?: number;
  /** CPU time that was used after the run's clock had stopped, to compare results; in no other figure. */
  readonly checkCpuMs?: number;
  readonly gil?: RunGil;
  readonly lines: number;
  /** Tells whether two runs had the same results; absent where it has not those of all its tasks. */
  readonly results?: string;
  /** Tells whether the same tasks of two runs were unsuccessful; absent as `results` is. */
  readonly losses?: string;
  /** The first of its results that is not that of another run. */
  readonly differs?: DifferingTask;
  /** The user's `sameResult` says that results are not to be compared. */
  readonly notCompared?: true;
  /** Absent where no task was. */
  readonly unsuccessful?: Unsuccessful;
}

/** The record of a run that has ended, or as it stands; undefined for one that never began. `cores` that it could use. */
export function recordOf(
  lane: Lane,
  { round, kind }: RoundName,
  around: RunObservations | undefined,
  cores: number,
): RunRecord | undefined {
  if (lane.epoch === undefined) return undefined;
  const { breakdown, parallelism, passing, why } = findingsOf(lane, cores);
  const hasResults = lane.state === 'finished' || (lane.state === 'failed' && isInVain(lane.unsuccessful));
  const rejected = kind === 'measured' && isDrift(around?.reference);
  return {
    round,
    kind: rejected ? 'rejected' : kind,
    state: lane.state,
    ...defined({
      reason: lane.reason,
      around,
      figures: figuresOf(lane),
      parallelism,
      passing,
      sharesGil: lane.hasGil,
      peakBytes: parallelism?.memory?.atMost,
      throttledMs: inMs(lane.throttledUs),
      checkCpuMs: inMs(lane.checkCpuUs),
      gil: gilOf(lane),
      results: hasResults ? resultsOf(lane) : undefined,
      losses: hasResults ? lossesOf(lane) : undefined,
      differs: firstDifference(lane),
      notCompared: isNotCompared(lane) ? true : undefined,
      unsuccessful: lane.unsuccessful.tasks > 0 ? lane.unsuccessful : undefined,
    }),
    lastedMs: lane.lastAt / 1_000,
    partsMs: partsInMs(breakdown.parts),
    why: hasEnded(lane.state) ? why : [],
    lines: lane.output.count,
  };
}

/** Whether the machine was another one after the run than before it; false where nobody looked. */
export function isDrift(reference: ReferenceTimes | undefined): boolean {
  return reference !== undefined && isRejected(reference.beforeMs, reference.afterMs);
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1_000;
}

function partsInMs(partsUs: Parts): Parts {
  return Object.fromEntries(partNames.map((name) => [name, partsUs[name] / 1_000])) as unknown as Parts;
}

function gilOf({ gil, tasks }: Lane): RunGil | undefined {
  if (gil === undefined) return undefined;
  const waits = [...tasks].flatMap(({ worker, waitedUs }) =>
    worker === undefined ? [] : [[worker, waitedUs.gil / 1_000]],
  );
  return {
    switches: gil.switches,
    meanHoldMs: gil.heldUs / gil.holds / 1_000,
    waitedMs: Object.fromEntries(waits),
  };
}
