import { allowedCores, type Environment } from '../../engine/measure/environment.ts';
import type { Plan } from '../../engine/plan.ts';
import type { Report } from '../../engine/report/report.ts';
import { reportOf } from '../../engine/report/report-of.ts';
import { foldingListener } from '../../engine/session/folding.ts';
import type { Start } from '../../engine/session/session.ts';
import { newSession, outcomeOf, type SessionState } from '../../engine/session/session-state.ts';
import { exitCodeOf } from '../exit-code.ts';
import { onInterrupt } from './interrupt.ts';
import type { ProgressLine } from './progress.ts';

/** What a session without a dashboard came to. */
export interface HeadlessResult {
  readonly report: Report;
  readonly exitCode: number;
}

/** A session without a dashboard. */
export interface HeadlessOptions {
  readonly start: Start;
  readonly plan: Plan;
  readonly environment: Environment;
  /** Absent where nobody waits. */
  readonly progress?: ProgressLine;
  /** Takes the report of the rounds so far whenever the next one is about to begin. */
  readonly keep?: (report: () => Report) => void;
}

/** Starts one session and reports it. A signal ends its runs; what came of them is still reported. */
export async function runHeadless({
  start,
  plan,
  environment,
  progress,
  keep,
}: HeadlessOptions): Promise<HeadlessResult> {
  let state = newSession(plan.lanes, allowedCores(environment));
  const session = start(
    plan,
    foldingListener((change, name) => {
      const before = name === undefined ? undefined : state.lanes.get(name);
      const next = change(state);
      if (hasNewRound(next, state)) keep?.(() => reportOf(plan, state, environment));
      state = next;
      const after = name === undefined ? undefined : state.lanes.get(name);
      progress?.update(state, after?.lane.state === before?.lane.state ? undefined : after);
    }),
  );

  const interruption = onInterrupt(session.stop, () => progress?.end());
  await session.finished;
  progress?.end();
  const report = reportOf(plan, state, environment);
  const outcomes = [...state.lanes.values()].map(outcomeOf);
  return { report, exitCode: interruption() ?? exitCodeOf(outcomes, report.warnings) };
}

/** Whether a measured round was on, and another one has begun. */
function hasNewRound({ current: next }: SessionState, { current: last }: SessionState): boolean {
  return last?.kind === 'measured' && last.round !== next?.round;
}
