import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findModel, type Model, models } from '../../../../src/engine/catalog.ts';
import type { Lane } from '../../../../src/engine/lane/lane.ts';
import { breakdownOf, type Parts, partNames } from '../../../../src/engine/measure/time/breakdown.ts';
import { planOf } from '../../../../src/engine/plan.ts';
import { interpreterFor } from '../../../../src/engine/runtimes/interpreters.ts';
import { foldingListener } from '../../../../src/engine/session/folding.ts';
import { newSession } from '../../../../src/engine/session/session-state.ts';
import { startSession } from '../../../../src/engine/session/start-session.ts';
import { startGuard } from '../../../../src/engine/supervise/guard.ts';
import { preparing } from '../../../../src/engine/supervise/prepare.ts';
import { workloadOf } from '../../../../src/tasks/own-work.ts';

const prepare = preparing(startGuard());
const inPython = await Promise.all(
  models
    .filter(({ runtime }) => runtime === 'python')
    .map(async ({ id }) => ('reason' in (await interpreterFor(id, findModel(id) as Model, ['python3'])) ? [] : [id])),
);
const ways = {
  node: { file: 'untold.ts', models: models.filter(({ runtime }) => runtime === 'node').map(({ id }) => id) },
  python: { file: 'untold.py', models: inPython.flat() },
} as const;

/** The lanes of a user's function, two tasks each, one lane after the other. */
async function lanesOf(file: string, name: string, lanes: readonly string[]): Promise<Lane[]> {
  const path = fileURLToPath(new URL(`../../../fixtures/${file}`, import.meta.url));
  const scenario = workloadOf({ path, name, inputs: { from: 'numbers' } }, { inputs: null });
  const plan = planOf(scenario, { tasks: 2, lanes, workers: 2, live: 64, seed: 1, order: 'in-turn' });
  let state = newSession(plan.lanes, 2);
  const listener = foldingListener((change) => {
    state = change(state);
  });
  await startSession(plan, prepare, listener).finished;
  return [...state.lanes.values()].map(({ lane }) => lane);
}

/** Where the time with a task goes, in as few words as matter here. */
function groupsOf({ running, runQueue, gil, native, io, sleep, unattributed }: Parts) {
  return { computing: running + runQueue + gil + native, waiting: io + sleep, unattributed };
}

/** Elsewhere nobody tells who wanted a core. */
const runnableIsTold = existsSync('/proc/thread-self/schedstat');

test.runIf(runnableIsTold).each([
  ['node', 'waits', 'waiting'],
  ['node', 'blocks', 'waiting'],
  ['node', 'computes', 'computing'],
  ['node', 'hashes', 'computing'],
  ['python', 'waits', 'waiting'],
  ['python', 'blocks', 'waiting'],
  ['python', 'computes', 'computing'],
  ['python', 'hashes', 'computing'],
] as const)(
  'in %s a function that %s, and tells nothing of it, is seen to be %s under every model',
  async (runtime, name, group) => {
    const { file, models: names } = ways[runtime];
    for (const lane of await lanesOf(file, name, names)) {
      expect([lane.name, lane.state, lane.reason]).toEqual([lane.name, 'finished', undefined]);
      const { whole, parts } = breakdownOf(lane, 2);
      const groups = groupsOf(parts);
      const all = groups.computing + groups.waiting + groups.unattributed;
      expect({ lane: lane.name, groups, isMost: groups[group] > all / 2 }).toMatchObject({ isMost: true });
      expect(partNames.reduce((sum, part) => sum + parts[part], 0) / whole).toBeCloseTo(1);
      for (const { id, readyAt, startUsage, kind } of lane.workers) {
        const isTold = kind === 'loop' || (startUsage?.at ?? Number.NaN) >= (readyAt ?? Number.NaN);
        expect({ lane: lane.name, id, isTold }).toMatchObject({ isTold: true });
      }
    }
  },
  120_000,
);
