import { partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { BreakEven } from '../measure/scaling/break-even.ts';
import type { Decision } from '../measure/verdict/decision.ts';
import { simplestOf } from '../measure/verdict/simplicity.ts';
import type { Report } from '../report/report.ts';

/** With how many workers a model is best. */
export interface SweepBest {
  /** The fewest of `alike`; the fastest while rounds are too few to tell. */
  readonly workers: number;
  /** The number that came out first. */
  readonly fastest: number;
  /** The fastest and all that are shown to be within 10 % of it; empty while rounds are too few to tell. */
  readonly alike: readonly number[];
  /** All that are neither told from the fastest nor shown to be within 10 % of it. */
  readonly inconclusive: readonly number[];
  /** How many more rounds would be likely to settle all of these; absent for none, or where no sensible number would. */
  readonly moreRounds?: number;
  /** From when on it pays off against the sequential lane with so many workers. */
  readonly breakEven?: BreakEven;
}

/** What was decided between the lanes of one model, as numbers of workers; undefined where nothing counts. */
export function bestOf({ fastest, best, behind }: Decision, { breakEven }: Report): SweepBest | undefined {
  if (fastest === undefined) return undefined;
  const open = behind.flatMap(({ lane, verdict }) =>
    verdict.outcome === 'inconclusive' ? [{ lane, ...verdict }] : [],
  );
  const alike = best.filter((lane) => !open.some((one) => one.lane === lane));
  const more = open.map(({ moreRounds }) => moreRounds ?? Number.POSITIVE_INFINITY);
  const chosen = simplestOf(alike) ?? fastest;
  return {
    workers: workersOf(chosen),
    fastest: workersOf(fastest),
    alike: alike.map(workersOf),
    inconclusive: open.map(({ lane }) => workersOf(lane)),
    ...defined({
      moreRounds: more.length > 0 && more.every(Number.isFinite) ? Math.max(...more) : undefined,
      breakEven: breakEven.find(({ lane }) => lane === chosen),
    }),
  };
}

/** The number of workers that a lane has of its own; 0 for none. */
export function workersOf(lane: string): number {
  return partsOf(lane).workers ?? 0;
}
