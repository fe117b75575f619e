import type { Answer } from '../engine/decide/answer.ts';
import type { Lane } from '../engine/lane/lane.ts';
import type { Warning } from '../engine/measure/warnings.ts';
import { tell } from './tell.ts';

/** A task or a lane failed, or what was asked for could not be written. */
export const exitFailed = 1;
/** Bad usage. */
export const exitUsage = 2;
/** Nothing could run. */
export const exitNothingRan = 3;
/** A comparison found a lane that got worse. */
export const exitGotWorse = 4;

/** What the program ends with after these lanes and warnings; 0 where all is well or was stopped by the user's own key. */
export function exitCodeOf(
  lanes: readonly Pick<Lane, 'state' | 'epoch'>[],
  warnings: readonly Pick<Warning, 'id'>[],
): number {
  if (lanes.some(({ state }) => state === 'failed' || state === 'timed-out')) {
    const couldNot = lanes.every(({ state, epoch }) => epoch === undefined && state !== 'timed-out');
    return couldNot ? exitNothingRan : exitFailed;
  }
  // Which tasks fail depends on something that no model can help: there is no verdict.
  if (warnings.some(({ id }) => id === 'failures-differ')) return exitFailed;
  return lanes.length > 0 && lanes.every(({ state }) => state === 'unavailable') ? exitNothingRan : 0;
}

/** What it ends with after an answer: that nothing can be recommended is one; that nothing could be measured is none. */
export function exitCodeOfAnswer({ decision: { use }, report: { lanes } }: Answer): number {
  if (use !== null) return 0;
  const ran = lanes.filter(({ rounds }) => rounds.length > 0);
  if (ran.length === 0) return exitNothingRan;
  return ran.some(({ state }) => state === 'failed' || state === 'timed-out') ? exitFailed : 0;
}

/** Ends the program; a log that was asked for and is not there is a failure. */
export function exit(code: number, logFailure: string | undefined): never {
  if (logFailure !== undefined) tell(`the log could not be written: ${logFailure}`);
  process.exit(code === 0 && logFailure !== undefined ? exitFailed : code);
}
