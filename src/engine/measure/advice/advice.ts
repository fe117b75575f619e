import type { Advice, AdviceRule, AdvisedWork } from './advised.ts';
import { dataCostsMoreThanWork, moduleLoadsLong, workTooShort } from './cost-rules.ts';
import { gilNotReleased, gilReleased } from './gil-rules.ts';
import { blocksTheLoop, computesOnTheLoop, libuvPoolTooSmall } from './loop-rules.ts';
import { memoryRunsShort, moreWorkersThanCores, tasksUneven } from './worker-rules.ts';

/** From the most telling to the least. */
const rules: readonly AdviceRule[] = [
  computesOnTheLoop,
  blocksTheLoop,
  gilNotReleased,
  gilReleased,
  libuvPoolTooSmall,
  dataCostsMoreThanWork,
  moduleLoadsLong,
  workTooShort,
  moreWorkersThanCores,
  tasksUneven,
  memoryRunsShort,
];

/** What the figures of a user's work advise, the most telling first; empty where there is nothing to gain. */
export function adviceOn(work: AdvisedWork): Advice[] {
  return rules.flatMap((rule) => rule(work) ?? []);
}
