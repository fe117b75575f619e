import { parentPort, workerData } from 'node:worker_threads';
import type { ToJudge } from './judging.ts';
import { reportVerdicts } from './verdict.ts';

/** The program of a thread that decides, once. */
const { compared, seed } = workerData as ToJudge;
parentPort?.postMessage(reportVerdicts(compared, seed));
