import { type Choices, type Plan, planOf } from '../engine/plan.ts';
import type { Scenario } from '../tasks/workload.ts';

/** What can be run: a session of a plan, or a decision, which takes several sessions. */
export type Job =
  | { readonly type: 'session'; readonly plan: Plan }
  | { readonly type: 'decision'; readonly scenario: Scenario; readonly choices: Choices };

/** A job that goes on. */
export interface Playing {
  /** Ends one lane, or all. A decision is ended by either, with the answer so far. */
  readonly stop: (lane?: string) => void;
  /** Resolves when nothing of it is left; rejects where its runs could not be started. */
  readonly finished: Promise<void>;
}

/** What is to be run in all: of a decision each session has a part of it. */
export function planOfJob(job: Job): Plan {
  return job.type === 'session' ? job.plan : planOf(job.scenario, job.choices);
}
