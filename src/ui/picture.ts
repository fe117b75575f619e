import type { Lane } from '../engine/lane/lane.ts';
import type { Warning } from '../engine/measure/warnings.ts';
import type { Plan } from '../engine/plan.ts';
import type { ReportVerdict } from '../engine/report/verdict.ts';
import type { JudgedRun } from '../engine/session/counted.ts';
import type { SessionState } from '../engine/session/session-state.ts';
import type { LaneOrder } from '../tasks/workload.ts';
import type { UiState } from './state.ts';

/** What the report says of a session beside its verdict. */
export interface Review {
  /** By lane, judged as in the report. */
  readonly runs: ReadonlyMap<string, readonly JudgedRun[]>;
  /** The lanes whose results are not those of the others. */
  readonly differing: readonly string[];
  readonly warnings: readonly Warning[];
}

/** How the session stands. */
export interface Standing {
  readonly plan: Plan;
  readonly session: SessionState;
  /** The current or last run of each lane. */
  readonly lanes: readonly Lane[];
  /** What the rounds say; absent until the last of them is over. */
  readonly verdicts?: readonly ReportVerdict[];
  /** The median wall time of each lane's rounds that count, ms; absent as `verdicts` is. */
  readonly medians?: ReadonlyMap<string, number>;
  /** Absent until the last run is over. */
  readonly review?: Review;
  /** Milliseconds on the snapshot's clock; `endedAt` once the last run is over. */
  readonly now: number;
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** How a replay stands. */
export interface Playback {
  readonly file: string;
  readonly speed: number;
  readonly isPaused: boolean;
}

/** What is drawn: the state that keys change, and the runs as they stood at the last frame. */
export interface Picture {
  readonly state: UiState;
  readonly standing: Standing;
  /** Present where a log is played. */
  readonly replay?: Playback;
}

/** A picture, and the dashboard's own CPU use in % of a core. */
export interface Frame extends Picture {
  readonly ownPercent?: number;
}

/** Whether runs go on under the dashboard, or a log is played. */
export type Source = 'runs' | 'replay';

/** What the dashboard shows. */
export function sourceOf({ replay }: Pick<Picture, 'replay'>): Source {
  return replay === undefined ? 'runs' : 'replay';
}

/** The order of what is running, as far as drawing disturbs it: nothing is measured in a replay. */
export function disturbing({ standing, replay }: Picture): LaneOrder {
  return replay === undefined ? standing.plan.order : 'together';
}
