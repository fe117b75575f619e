import { constants } from 'node:os';
import { fold } from '../engine/lane/fold.ts';
import { type Lane, newLane } from '../engine/lane/lane.ts';
import type { Environment } from '../engine/measure/environment.ts';
import type { Plan } from '../engine/plan.ts';
import { type Report, reportOf } from '../engine/report/report.ts';
import { startGuard } from '../engine/supervise/guard.ts';
import { startSession } from '../engine/supervise/session.ts';
import { exitCodeOf } from './exit-code.ts';
import { progressOf } from './progress.ts';

/** What a session without a dashboard came to. */
export interface HeadlessResult {
  readonly report: Report;
  readonly exitCode: number;
}

/** Runs a plan with its progress on stderr. A signal ends the runs; what came of them is still reported. */
export async function runHeadless(plan: Plan, environment: Environment): Promise<HeadlessResult> {
  const lanes = new Map<string, Lane>(plan.models.map((model) => [model, newLane(model, model, [])]));
  const progress = progressOf(plan, process.stderr);
  const session = startSession(plan, startGuard(), {
    begin: (tasks) => {
      for (const model of plan.models) lanes.set(model, newLane(model, model, tasks));
    },
    starting: (id) => update(id, (lane) => ({ ...lane, state: 'starting' })),
    events: (id, events) => update(id, (lane) => fold(lane, events)),
  });

  function update(id: string, change: (lane: Lane) => Lane): void {
    const lane = lanes.get(id);
    if (lane === undefined) return;
    const changed = change(lane);
    lanes.set(id, changed);
    progress.update([...lanes.values()], changed.state === lane.state ? undefined : changed);
  }

  let interruptedBy: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
    process.on(signal, () => {
      interruptedBy ??= signal;
      session.stop();
    });
  }
  await session.finished;
  progress.end();
  const ended = [...lanes.values()];
  const exitCode = interruptedBy === undefined ? exitCodeOf(ended) : 128 + constants.signals[interruptedBy];
  return { report: reportOf(plan, ended, environment), exitCode };
}
