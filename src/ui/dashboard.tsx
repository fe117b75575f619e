import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../engine/decide/answer.ts';
import { describeCores, type Environment } from '../engine/measure/environment.ts';
import type { Choices, Plan } from '../engine/plan.ts';
import type { Replay } from '../engine/replay/replay.ts';
import type { Start } from '../engine/session/session.ts';
import type { SessionState } from '../engine/session/session-state.ts';
import type { Scenario } from '../tasks/workload.ts';
import { App } from './app.tsx';
import { Controller } from './controller.ts';
import { ownCpuMs } from './frames/frame-budget.ts';
import { monotonicMs } from './run-store.ts';
import { drawOn } from './terminal/drawing.ts';
import { type Death, onDeath } from './terminal/on-death.ts';
import { Terminal } from './terminal/terminal.ts';
import { themeFor } from './theme.ts';

export interface DashboardOptions {
  readonly start: Start;
  /** From the command line. */
  readonly choices: Choices;
  /** Those that can be chosen, in the order of their keys. */
  readonly scenarios: readonly Scenario[];
  /** Shown first. */
  readonly scenario: Scenario;
  /** The machine that the sessions run on, or ran on. */
  readonly environment: Environment;
  /** The log that is played, where `start` plays one. */
  readonly replay?: Replay;
}

/** The last session as it was left. */
export interface DashboardResult {
  readonly session: SessionState;
  readonly plan: Plan;
  /** Of the decision that it was part of; of one that was left early, with what there was. */
  readonly answer?: Answer;
  /** What ended it, where it was not the user's wish; Ctrl-C is SIGINT. */
  readonly signal?: NodeJS.Signals;
}

/** How long the runs get to end before the program does, in ms. */
const graceMs = 4_000;

/**
 * Runs the dashboard until the user leaves, or a signal ends it; resolves after the terminal is
 * restored and every run is stopped. Rejects, in that order too, with what was thrown while drawing,
 * or nobody caught.
 */
export async function runDashboard(options: DashboardOptions): Promise<DashboardResult> {
  const { environment, replay } = options;
  const terminal = new Terminal(process.stdin, process.stdout);
  let end: Death | 'wish' | undefined;
  const leave = (how: Death | 'wish') => {
    if (end !== undefined) return false;
    end = how;
    ink.unmount();
    return true;
  };
  terminal.enter();
  onDeath(leave);
  const now = replay?.now ?? monotonicMs;
  const controller = new Controller({ ...options, now });
  const ink = drawOn(terminal, (size) => (
    <App
      controller={controller}
      theme={themeFor(process.env)}
      pace={{ cores: availableParallelism(), cpu: ownCpuMs, now: monotonicMs }}
      machine={describeCores(environment)}
      terminal={terminal}
      size={size}
      onQuit={(interrupted) => void leave(interrupted ? { signal: 'SIGINT' } : 'wish')}
    />
  ));
  await ink.waitUntilExit().catch((error: unknown) => {
    end ??= { error };
  });
  terminal.leave();
  await Promise.race([controller.store.close(), delay(graceMs)]);
  if (typeof end === 'object' && 'error' in end) throw end.error;
  const { session, plan, decision } = controller.store.snapshot() ?? controller.picture.standing;
  const answered = decision?.type === 'decided' && { answer: decision.answer };
  return { session, plan, ...answered, ...(typeof end === 'object' && end) };
}
