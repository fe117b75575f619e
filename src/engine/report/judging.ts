import { Worker } from 'node:worker_threads';
import { entryPath } from '../entries.ts';
import type { Compared } from '../session/counted.ts';
import type { ReportVerdicts } from './verdict.ts';

/** What is to be decided on. */
export interface ToJudge {
  readonly compared: Compared;
  readonly seed: number;
}

/** Verdicts while they are being made. */
export interface Judging {
  /** Never settles once it was stopped. */
  readonly verdicts: Promise<ReportVerdicts>;
  readonly stop: () => void;
}

/**
 * Decides in a thread: of 64 lanes each has to be compared with each other one, and who draws and
 * answers keys cannot wait for that. Where no thread can be had, it is done here.
 */
export function startJudging({ compared, seed }: ToJudge, program: string = entryPath('judge.js')): Judging {
  const workerData: ToJudge = { compared, seed };
  const thread = new Worker(program, { workerData });
  let stopped = false;
  const told = new Promise<ReportVerdicts>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that decides ended without a verdict')));
  });
  const verdicts = told.catch(async () => {
    if (stopped) return new Promise<never>(() => undefined);
    const { reportVerdicts } = await import('./verdict.ts');
    return reportVerdicts(compared, seed);
  });
  return {
    verdicts,
    stop: () => {
      stopped = true;
      void thread.terminate();
    },
  };
}
