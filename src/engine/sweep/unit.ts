import { findModel } from '../catalog.ts';
import { counted } from '../text/numbers.ts';

/** What the numbers count that a model is swept over, in words. */
export interface Unit {
  /** One of them, and several: `worker`, `workers`. */
  readonly one: string;
  readonly several: string;
  /** Each can have a core of its own. */
  readonly haveCores: boolean;
  /** So many of them: `4 workers`, `4 tasks at once`. */
  readonly counted: (number: number) => string;
}

const workers: Unit = {
  one: 'worker',
  several: 'workers',
  haveCores: true,
  counted: (number) => counted(number, 'worker'),
};
const tasks: Unit = {
  one: 'task at once',
  several: 'tasks at once',
  haveCores: false,
  counted: (number) => `${counted(number, 'task')} at once`,
};

/** Of a model with one event loop the tasks that are under way on it at once, of others their workers. */
export function unitOf(model: string): Unit {
  return findModel(model)?.counts === 'tasks' ? tasks : workers;
}
