import type { TaskSpec } from '../../tasks/task.ts';
import type { Plan } from '../plan.ts';
import type { RunEnd, RunEvent } from '../protocol.ts';
import type { RunLife, RunObservations } from './run-record.ts';
import type { RoundName } from './schedule.ts';

/**
 * What a session tells while it goes on, in the order in which it came; session-state.ts has the
 * fold of it.
 */
export interface SessionListener {
  /** The tasks are known, their inputs as in the first lane's runtime; called once, before all else. */
  readonly begin: (tasks: readonly TaskSpec[]) => void;
  /** A lane's runner is being started for a run of that round; the lane's run before it is over. */
  readonly starting: (lane: string, round: RoundName) => void;
  /** A batch of events of the lane's run. */
  readonly events: (lane: string, events: readonly RunEvent[]) => void;
  /** The lane's run is over, and so is what was done around it. Not told of one whose process could not be started. */
  readonly ended: (lane: string, around: RunObservations) => void;
}

/** Rounds of runs of the same tasks, one run for each lane of a plan, together or in turn. */
export interface Session {
  /** Ends the run of one lane, or of all, and starts no more of them. */
  readonly stop: (lane?: string) => void;
  /** Starts no more runs of one lane, or of all; one that is under way comes to its end, and what came of them stays as it is. */
  readonly retire: (lane?: string) => void;
  /** Resolves when the last run has ended and nothing of it is left; never rejects for a failed run. */
  readonly finished: Promise<void>;
}

/** Starts the runs of a plan. */
export type Start = (plan: Plan, listener: SessionListener) => Session;

/** A run of a lane that is under way: a process group of its own. */
export interface Run {
  /** Ends it early. Its last event tells `end`, and the reason where there is one. */
  readonly stop: (end: RunEnd, reason?: string) => void;
  /**
   * Resolves when nothing is left of it and all it told has been delivered, with what was seen of
   * its process from outside; undefined where there was none. Never rejects.
   */
  readonly ended: Promise<RunLife | undefined>;
}

/** A run that is asked for. */
export interface RunSpec {
  readonly plan: Plan;
  /** The lane's name. */
  readonly lane: string;
  readonly tasks: readonly TaskSpec[];
  readonly onEvents: (events: readonly RunEvent[]) => void;
}

/** Starts a run. */
type StartRun = (spec: RunSpec) => Run;

/** What all runs of a session share, made ready before the first of them. */
export interface Provisions {
  /** Of the built-in server, where the plan needs it: for example `http://127.0.0.1:40123`. */
  readonly origin?: string;
  /** How long the reference loop takes now, in ms, undefined where that cannot be told. Absent where none is needed. */
  readonly referenceMs?: () => Promise<number | undefined>;
  /** Gives what starts a run of a lane, or why this machine cannot. */
  readonly starterOf: (lane: string) => Promise<StartRun | { readonly unavailable: string }>;
  /** Resolves, with the reason, when what runs beside the runs has died and none of them can go on; absent where nothing can. */
  readonly lost?: Promise<string>;
  /** Ends what was started beside the runs; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** Makes ready what a plan needs; rejects where that cannot be had. */
export type Prepare = (plan: Plan) => Promise<Provisions>;

/** What all runs of a session need could not be had: a directory for their pipes, a shell, the built-in server. */
export class SessionError extends Error {
  override readonly name = 'SessionError';

  constructor(cause: unknown) {
    const { originalMessage, message } = cause as Error & { originalMessage?: string };
    super(`the runs could not be started: ${originalMessage ?? message}`, { cause });
  }
}
