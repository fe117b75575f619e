import { amount, described, list, optional, strictShapeOf, text } from '../../shape/shape.ts';
import type { ReportLane } from '../report.ts';
import { intervalShape } from './interval-shape.ts';
import { laneStateShape, roundShape } from './round-shape.ts';

/** A model and its runs. */
export const laneShape = strictShapeOf<ReportLane>({
  lane: text,
  runtime: text,
  size: described('how much work a task is', amount),
  state: laneStateShape,
  reason: optional(text),
  rounds: described('its runs, in the order in which they ran', list(roundShape)),
  speedUp: optional(described('against the sequential lane of the same runtime, from start to end', amount)),
  speedUpInterval: optional(intervalShape),
  workSpeedUp: optional(described('the same in the working time alone', amount)),
});
