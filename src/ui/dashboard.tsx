import { availableParallelism } from 'node:os';
import { render } from 'ink';
import { describeCores, type Environment } from '../engine/measure/environment.ts';
import type { Choices, Plan } from '../engine/plan.ts';
import type { Replay } from '../engine/replay/replay.ts';
import type { Start } from '../engine/session/session.ts';
import type { SessionState } from '../engine/session/session-state.ts';
import type { Scenario } from '../tasks/workload.ts';
import { App } from './app.tsx';
import { Controller } from './controller.ts';
import { ownCpuMs } from './frame-budget.ts';
import { onDeath } from './on-death.ts';
import { monotonicMs } from './run-store.ts';
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
  /** Left with Ctrl-C. */
  readonly interrupted: boolean;
}

/**
 * Runs the dashboard until the user leaves; resolves after the terminal is restored and every
 * run is stopped. Signals and uncaught exceptions end the process, in that order too. Rejects
 * with what was thrown while drawing.
 */
export async function runDashboard(options: DashboardOptions): Promise<DashboardResult> {
  const { environment, replay } = options;
  const now = replay?.now ?? monotonicMs;
  const controller = new Controller({ ...options, now });
  let interrupted = false;
  const app = (
    <App
      controller={controller}
      theme={themeFor(process.env)}
      pace={{ cores: availableParallelism(), cpu: ownCpuMs, now: monotonicMs }}
      machine={describeCores(environment)}
      onQuit={(byInterrupt) => {
        interrupted = byInterrupt;
        ink.unmount();
      }}
      onRedraw={() => ink.clear()}
    />
  );
  const ink = render(app, {
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 20,
  });
  const watch = onDeath({ restore: () => ink.unmount(), stop: () => controller.store.close() });
  try {
    await ink.waitUntilExit();
  } finally {
    watch.leave();
    await controller.store.close();
    // The exit is on its way, with its own code: the caller has no more to say.
    if (watch.isDying()) await new Promise(() => {});
    watch.disarm();
  }
  const { session, plan } = controller.store.snapshot() ?? controller.picture.standing;
  return { session, plan, interrupted };
}
