import { baselineFor } from '../catalog.ts';
import type { Report } from '../report/report.ts';
import { typicalParts, typicalUse } from '../report/typical.ts';
import type { ReportVerdict } from '../report/verdict.ts';

/** Runs of one lane can differ by so much without any cause that could be named. */
const margin = 1.15;

/** A speed-up, and the cores with which it is said to have come about. */
export interface Unexplained {
  readonly lane: string;
  readonly ratio: number;
  readonly coresUsed: number;
}

/** The share of its time in which the work keeps a core busy, one task after the other; undefined where that was not measured. */
export function computesIn({ lanes }: Pick<Report, 'lanes'>): number | undefined {
  const base = lanes.find(({ lane }) => baselineFor(lane) === lane);
  const parts = base && typicalParts(base);
  const whole = parts && parts.running + parts.native + parts.io + parts.sleep + parts.unattributed + parts.output;
  return parts && whole ? (parts.running + parts.native) / whole : undefined;
}

/**
 * The speed-up of a lane, where it is more than the cores that it used can carry: work that computes
 * for a share of its time gets on no faster than cores divided by the share. What is beyond that
 * came of something else, such as other programs while the lane it is compared with ran.
 */
export function unexplainedGain(report: Report, verdict: ReportVerdict, lane: string): Unexplained | undefined {
  const ratio = verdict.speedUps.find((one) => one.lane === lane)?.ratio;
  const own = report.lanes.find((one) => one.lane === lane);
  const coresUsed = own && typicalUse(own, ({ effective }) => effective);
  const computes = computesIn(report);
  if (ratio === undefined || coresUsed === undefined || computes === undefined || computes === 0) return undefined;
  return ratio > (margin * Math.max(1, coresUsed)) / computes ? { lane, ratio, coresUsed } : undefined;
}
