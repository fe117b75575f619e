import type { BreakEven } from '../../measure/scaling/break-even.ts';
import { amount, described, optional, strictShapeOf, text, whole } from '../../shape/shape.ts';

/** From when on a lane pays off. */
export const breakEvenShape = strictShapeOf<BreakEven>({
  lane: text,
  against: text,
  tasks: whole,
  rounds: described('on how many rounds it rests; fewer than 5 are only indicative', whole),
  lengthMs: described('how long a task took, one after the other', amount),
  fromLengthMs: optional(described('from what length of a task on the lane is faster; absent for never', amount)),
  fromTasks: optional(described('from how many tasks of lengthMs on it is faster; absent for never', whole)),
});
