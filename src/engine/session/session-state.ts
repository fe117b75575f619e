import type { TaskSpec } from '../../tasks/task.ts';
import { defined } from '../defined.ts';
import { fold } from '../lane/fold.ts';
import { type Lane, newLane } from '../lane/lane.ts';
import type { RunEvent } from '../protocol.ts';
import { type RunObservations, type RunRecord, recordOf } from './run-record.ts';
import type { RoundName } from './schedule.ts';

/** A session as it stands: the fold of all that its listener was told. */
export interface SessionState {
  readonly tasks: readonly TaskSpec[];
  /** Cores that a run could use: the quota where there is one, with its fraction. */
  readonly cores: number;
  /** By name, in the order in which they are shown, whatever the order in which they run. */
  readonly lanes: ReadonlyMap<string, LaneRuns>;
  /** The round of the run that was started last; absent before the first. */
  readonly current?: RoundName;
}

/** The runs of one lane: the current or last one whole, those before it as records. */
export interface LaneRuns {
  readonly lane: Lane;
  readonly round: RoundName;
  readonly around?: RunObservations;
  /** Absent while the run goes on. */
  readonly record?: RunRecord;
  readonly earlier: readonly RunRecord[];
}

const first: RoundName = { round: 1, kind: 'measured' };

/** A session of some lanes before it has begun. */
export function newSession(lanes: readonly string[], cores: number, tasks: readonly TaskSpec[] = []): SessionState {
  const entries = lanes.map((name): [string, LaneRuns] => [
    name,
    { lane: newLane(name, tasks), round: first, earlier: [] },
  ]);
  return { tasks, cores, lanes: new Map(entries) };
}

/** The session once its tasks are known. */
export function afterBegin({ lanes, cores }: SessionState, tasks: readonly TaskSpec[]): SessionState {
  return newSession([...lanes.keys()], cores, tasks);
}

/** The session when a run of a lane is being started: the lane's last run becomes a record. */
export function afterStarting(session: SessionState, name: string, round: RoundName): SessionState {
  const runs = session.lanes.get(name);
  if (runs === undefined) return session;
  const lane: Lane = { ...newLane(name, session.tasks), state: 'starting' };
  return { ...withRuns(session, name, { lane, round, earlier: recordsOf(runs, session.cores) }), current: round };
}

/** The session after events of the run that a lane is at. */
export function afterEvents(session: SessionState, name: string, events: readonly RunEvent[]): SessionState {
  const runs = session.lanes.get(name);
  if (runs === undefined) return session;
  const { record: _, ...rest } = runs;
  return withRuns(session, name, { ...rest, lane: fold(runs.lane, events) });
}

/** The session when the run that a lane is at is over, and it is known what was seen around it: there is a record of it. */
export function afterRun(session: SessionState, name: string, around: RunObservations): SessionState {
  const runs = session.lanes.get(name);
  if (runs === undefined) return session;
  const record = recordOf(runs.lane, runs.round, around, session.cores);
  return withRuns(session, name, { ...runs, around, ...defined({ record }) });
}

function withRuns(session: SessionState, name: string, runs: LaneRuns): SessionState {
  return { ...session, lanes: new Map(session.lanes).set(name, runs) };
}

/** The lanes as they are shown: each with its current or last run. */
export function lanesOf({ lanes }: SessionState): Lane[] {
  return [...lanes.values()].map(({ lane }) => lane);
}

/** The lanes that have begun their run of the round that is on; all of them before the first. */
export function runsOfRound({ lanes, current }: SessionState): Lane[] {
  const begun = [...lanes.values()].filter(
    ({ round }) => current === undefined || (round.round === current.round && round.kind === current.kind),
  );
  return begun.map(({ lane }) => lane);
}

/** Records of all runs of a lane, the current one as it stands. */
export function recordsOf({ lane, round, around, record, earlier }: LaneRuns, cores: number): readonly RunRecord[] {
  const last = record ?? recordOf(lane, round, around, cores);
  return last === undefined ? earlier : [...earlier, last];
}

/** How a lane came out: as its first failed run did, or as its last one. */
export function outcomeOf({ lane, earlier }: LaneRuns): Pick<Lane, 'state' | 'reason' | 'epoch'> {
  const failed = earlier.find(({ state }) => state === 'failed' || state === 'timed-out');
  if (failed === undefined || lane.state === 'failed' || lane.state === 'timed-out') return lane;
  const { state, reason } = failed;
  return { ...lane, state, ...(reason !== undefined && { reason }) };
}
