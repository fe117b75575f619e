import { median } from '../measure/statistics/summary.ts';
import type { Plan } from '../plan.ts';
import { judgedRuns, medianWallMs } from '../session/counted.ts';
import { foldingListener } from '../session/folding.ts';
import type { Session, Start } from '../session/session.ts';
import { newSession, type SessionState } from '../session/session-state.ts';
import { type Pilot, pilotOf } from './pilot.ts';
import type { Prediction } from './predict.ts';

/** What is being done: some tasks one after the other, every model once with some tasks, or rounds of those that are left. */
export interface Stage {
  readonly kind: 'pilot' | 'trial' | 'race';
  readonly plan: Plan;
  /** By when it is over at the latest: a stamp of `performance.now()`. */
  readonly until: number;
  /** Lanes that are out, and how many times as long as the fastest they take. */
  readonly out: ReadonlyMap<string, number>;
}

/** A session that came to its end, and what it was of. */
export interface Ran {
  readonly plan: Plan;
  readonly session: SessionState;
}

/** What was tried, and the lanes for which there was no time. */
export interface Trial extends Ran {
  readonly untried: readonly string[];
  /** Lanes with a limit that takes more tasks to reach. */
  readonly later: readonly string[];
}

/** How a stage is played. */
interface Play {
  readonly cores: number;
  readonly start: Start;
  readonly watch: (stage: Stage, session: SessionState) => void;
  /** A round is over in all lanes that are left. */
  readonly afterRound?: (session: Session, state: SessionState) => void;
  /** Takes the session, so that it can be stopped. */
  readonly onStart: (session: Session) => void;
}

/** Plays the session of a stage to its end, or to the moment when it has to be over. */
export async function playStage(stage: Stage, { cores, start, watch, afterRound, onStart }: Play): Promise<Ran> {
  const { plan, until, out } = stage;
  let state = newSession(plan.lanes, cores);
  const toCome = new Set(plan.lanes);
  const folding = foldingListener((change) => {
    state = change(state);
    watch(stage, state);
  });
  const session = start(plan, {
    ...folding,
    ended: (lane, around) => {
      folding.ended(lane, around);
      toCome.delete(lane);
      if (toCome.size > 0) return;
      afterRound?.(session, state);
      for (const one of plan.lanes) if (!out.has(one)) toCome.add(one);
    },
  });
  onStart(session);
  const timer = setTimeout(() => session.stop(), Math.max(0, until - performance.now()));
  await session.finished.finally(() => clearTimeout(timer));
  return { plan, session: state };
}

/** What the first lane of a session told of the work. */
export function pilotIn({ session }: Ran): Pilot | undefined {
  const [runs] = session.lanes.values();
  return runs && pilotOf(runs.lane, runs.around?.bootMs ?? 0);
}

/** How many rounds have times that count, of the lane that has the most. */
export function roundsIn({ plan, session }: Ran): number {
  const counted = [...judgedRuns(plan, session).values()].map((runs) => runs.filter(({ counts }) => counts).length);
  return Math.max(0, ...counted);
}

/** How far predictions were off what was measured, a share: the median of the lanes. */
export function offByIn({ plan, session }: Ran, predict: Prediction): number | undefined {
  const offs = [...judgedRuns(plan, session)].flatMap(([lane, runs]) => {
    const [measured, predicted] = [medianWallMs(runs), predict(lane, plan.parameters.tasks)];
    return measured === undefined || predicted === undefined ? [] : Math.abs(predicted / measured - 1);
  });
  return offs.length === 0 ? undefined : median(offs);
}
