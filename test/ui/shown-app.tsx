import { afterEach, expect, vi } from 'vitest';
import type { Environment } from '../../src/engine/measure/environment.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import type { Scenario } from '../../src/tasks/workload.ts';
import { App } from '../../src/ui/app.tsx';
import { Controller } from '../../src/ui/controller.ts';
import { monotonicMs } from '../../src/ui/run-store.ts';
import { drawOn } from '../../src/ui/terminal/drawing.ts';
import { Terminal } from '../../src/ui/terminal/terminal.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { environment as recorded } from '../engine/log/told.ts';
import { scenarioOf } from '../lanes.ts';
import { printing, type Script, type Stage, scriptedStart } from './scripted-session.ts';
import { FakeTerminal } from './terminal.ts';

export const first = scenarioOf('interleave');

const { quota: _, ...others } = recorded;

export const twoCores: Environment = others;

export const patience = { timeout: 15_000, interval: 10 };

/** A dashboard that is shown, and what can be seen and done around it. */
export interface Shown {
  readonly terminal: FakeTerminal;
  readonly stage: Stage;
  readonly controller: Controller;
  readonly left: () => boolean | undefined;
  readonly close: () => Promise<void>;
}

const open: Shown[] = [];

interface Setting {
  readonly script?: Script;
  readonly columns?: number;
  readonly rows?: number;
  readonly stopMs?: number;
  readonly colour?: boolean;
  readonly work?: readonly Scenario[];
  readonly environment?: Environment;
}

/** The dashboard over sessions that play a script, in a terminal without a window; closed after the test. */
export function show(setting: Setting = {}): Shown {
  const { script = printing(3, 10), columns = 80, rows = 24, stopMs = 0, colour = true, work = scenarios } = setting;
  const { environment = twoCores } = setting;
  const terminal = new FakeTerminal(columns, rows);
  const stage = scriptedStart(script, stopMs);
  const choices = { workers: 2, live: 64, seed: 1 };
  const controller = new Controller({
    start: stage.start,
    choices,
    scenarios: work,
    scenario: work[0] ?? first,
    now: monotonicMs,
    environment,
  });
  let interrupted: boolean | undefined;
  const entered = new Terminal(terminal.stdin, terminal.stdout);
  entered.enter();
  const ink = drawOn(entered, (size) => (
    <App
      controller={controller}
      theme={makeTheme({ colour, unicode: true })}
      pace={{ cores: 2, cpu: () => 0, now: monotonicMs }}
      machine="2 cores"
      terminal={entered}
      size={size}
      onQuit={(byInterrupt) => {
        interrupted = byInterrupt;
        ink.unmount();
      }}
    />
  ));
  const shown = {
    terminal,
    stage,
    controller,
    left: () => interrupted,
    close: async () => {
      ink.unmount();
      await controller.store.close();
    },
  };
  open.push(shown);
  return shown;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()));
});

/** Waits until the screen shows something. */
export async function sees({ terminal }: Shown, what: string | RegExp): Promise<void> {
  await vi.waitFor(() => expect(terminal.text()).toMatch(what), patience);
}
