import type { Answer } from '../engine/decide/answer.ts';
import type { Placed } from '../engine/decide/content.ts';
import type { Stage } from '../engine/decide/stage.ts';
import type { Lane } from '../engine/lane/lane.ts';
import type { Advice } from '../engine/measure/advice/advised.ts';
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
  /** On the user's own work; empty for lanes' scenarios. */
  readonly advice: readonly Advice[];
}

/** How a decision stands: what is done for it, or what came of it. */
export type DecisionStanding = {
  /** Lanes that are out, and how many times as long as the fastest they take. */
  readonly out: ReadonlyMap<string, number>;
} & (
  | {
      readonly type: 'deciding';
      /** All of it is over so long after its start, in ms. */
      readonly budgetMs: number;
      /** Absent until its first session has begun. */
      readonly stage?: Stage;
    }
  | {
      readonly type: 'decided';
      readonly answer: Answer;
      /** The answer in sentences. */
      readonly lines: readonly string[];
      readonly places: ReadonlyMap<string, Placed>;
    }
  | {
      readonly type: 'failed';
      /** Why it came to no answer. */
      readonly reason: string;
    }
);

/** How the session stands; of a decision the one that is on, or that the answer rests on. */
export interface Standing {
  readonly plan: Plan;
  /** Of a decision with all lanes that were tried: those that are in this session no more as they were left. */
  readonly session: SessionState;
  /** Absent where it is a session of its own. */
  readonly decision?: DecisionStanding;
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

/** What is kept of a standing while it changes. */
export type Shown = Omit<Standing, 'lanes' | 'now'>;

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

/** What the dashboard shows: runs of a session, those of a decision, or a log that is played. */
export type Source = 'runs' | 'decision' | 'replay';

/** What is shown now. */
export function sourceOf({ replay, standing }: Picture): Source {
  if (replay !== undefined) return 'replay';
  return standing.decision === undefined ? 'runs' : 'decision';
}

/** The order of what is running, as far as drawing disturbs it: nothing is measured in a replay. */
export function disturbing({ standing, replay }: Picture): LaneOrder {
  return replay === undefined ? standing.plan.order : 'together';
}
