import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findModel, type Model, models } from '../../../../src/engine/catalog.ts';
import { breakdownOf, partNames, workerBreakdowns } from '../../../../src/engine/measure/time/breakdown.ts';
import { type Plan, planOf } from '../../../../src/engine/plan.ts';
import { interpreterFor } from '../../../../src/engine/runtimes/interpreters.ts';
import { foldingListener } from '../../../../src/engine/session/folding.ts';
import type { RunRecord } from '../../../../src/engine/session/run-record.ts';
import { newSession, recordsOf, type SessionState } from '../../../../src/engine/session/session-state.ts';
import { startSession } from '../../../../src/engine/session/start-session.ts';
import { startGuard } from '../../../../src/engine/supervise/guard.ts';
import { preparing } from '../../../../src/engine/supervise/prepare.ts';
import { scenarios } from '../../../../src/tasks/scenarios.ts';
import type { Scenario } from '../../../../src/tasks/workload.ts';
import { scenarioOf } from '../../../lanes.ts';

const prepare = preparing(startGuard());
const pythonModels = models.filter(({ runtime }) => runtime === 'python').map(({ id }) => id);
const interpreters = await Promise.all(
  pythonModels.map((id) => interpreterFor(id, findModel(id) as Model, ['python3'])),
);
const inPython = pythonModels.filter((_, index) => !('reason' in (interpreters[index] ?? { reason: '' })));
const inNode = models.filter(({ runtime }) => runtime === 'node').map(({ id }) => id);

/** Work that takes no longer than it must. */
const small = { size: 2_000, delayMs: 5, tasks: 2 };

function plannedFor(scenario: Scenario) {
  const { accepts } = scenario;
  const able = [...inNode, ...inPython].filter((model) => accepts === undefined || accepts.includes(model));
  const size = scenario.id === 'convoy' || scenario.id === 'interleave' ? 3 : small.size;
  return planOf(scenario, { ...small, size, lanes: able, workers: 2, live: 64, seed: 1, order: 'in-turn' });
}

async function finished(plan: Plan): Promise<SessionState> {
  let state = newSession(plan.lanes, 2);
  const listener = foldingListener((change) => {
    state = change(state);
  });
  await startSession(plan, prepare, listener).finished;
  return state;
}

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('of %s', (_, scenario) => {
  test('the parts of the workers’ time add up to the whole under every model', async () => {
    const state = await finished(plannedFor(scenario));
    for (const { lane, around } of state.lanes.values()) {
      // Boot, run and exit of its process, as they were seen from outside.
      const { bootMs = 0, lifeMs = 0 } = around ?? {};
      expect(bootMs).toBeGreaterThan(0);
      expect(lifeMs).toBeGreaterThanOrEqual(bootMs + lane.lastAt / 1_000 - 1);
      expect([lane.name, lane.state, lane.reason]).toEqual([lane.name, 'finished', undefined]);
      const workers = workerBreakdowns(lane);
      const { whole, parts } = breakdownOf(lane);
      expect(workers.length).toBeGreaterThan(0);
      const sum = partNames.reduce((total, name) => total + parts[name], 0);
      expect(Math.abs(sum - whole)).toBeLessThanOrEqual(whole / 100);
      for (const worker of workers) for (const name of partNames) expect(worker.parts[name]).toBeGreaterThanOrEqual(0);
      // A worker's whole life, not only what could be explained of it.
      const lives = [...lane.workers].map(({ askedAt, exitedAt }) => (exitedAt ?? lane.lastAt) - askedAt);
      expect(Math.abs(whole - lives.reduce((total, life) => total + life, 0))).toBeLessThanOrEqual(whole / 100);
      const told = [...lane.workers].filter(({ kind }) => kind !== 'loop');
      for (const worker of told) expect([lane.name, worker.startUsage !== undefined]).toEqual([lane.name, true]);
    }
  });
});

/** The part of the time with a task of which nothing is known. */
function unattributedShare({ partsMs }: RunRecord): number {
  const { running, runQueue, gil, sleep, io, unattributed } = partsMs;
  return unattributed / (running + runQueue + gil + sleep + io + unattributed);
}

/** Of CPython's threads what is not known is taken for waiting for the GIL. Elsewhere nobody tells who wanted a core. */
const runnableIsTold = existsSync('/proc/thread-self/schedstat');
const counting = [...inNode, ...inPython].filter((id) => id !== 'py-threads' && id !== 'py-thread-pool');

test.runIf(runnableIsTold)(
  'next to nothing of the time of workers that count is unattributed',
  async () => {
    const work = { tasks: 2, scale: 0.3, rounds: 3, warmUp: 0 };
    const plan = planOf(scenarioOf('count'), { ...work, lanes: counting, workers: 2, live: 64, seed: 1 });
    const { lanes, cores } = await finished(plan);
    const least = [...lanes].map(
      ([lane, runs]) => [lane, Math.min(...recordsOf(runs, cores).map(unattributedShare))] as const,
    );
    // The best of three: a run in which a page had to be read, or the kernel did something else, tells nothing.
    expect(least.filter(([, share]) => !(share <= 0.02))).toEqual([]);
  },
  180_000,
);
