import { afterEach, describe, expect, test } from 'vitest';
import { planOf } from '../../src/engine/plan.ts';
import { startJudging } from '../../src/engine/report/judging.ts';
import { reportVerdicts } from '../../src/engine/report/verdict.ts';
import { comparedLanes, judgedRuns } from '../../src/engine/session/counted.ts';
import type { Start } from '../../src/engine/session/session.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import type { Scenario } from '../../src/tasks/workload.ts';
import { monotonicMs, RunStore } from '../../src/ui/run-store.ts';
import { waitFor } from '../wait-for.ts';

const lanes = Array.from({ length: 64 }, (_, place) => `thread-pool:${place + 1}`);
const rounds = 20;
const plan = planOf(scenarios[0] as Scenario, { lanes, rounds, tasks: 1, workers: 2, live: 64, seed: 7 });

/** A session that tells of all its rounds at once. */
const atOnce: Start = (_, listener) => {
  listener.begin([{ id: 0, task: 'count', label: 'count 1', input: null }]);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [place, lane] of lanes.entries()) {
      const at = 100_000 + 1_000 * place + 700 * ((round * (place + 3)) % 11);
      listener.starting(lane, { round, kind: 'measured' });
      listener.events(lane, [
        { type: 'run-started', at: 0, protocol: 1, model: 'thread-pool', pid: 1, epoch: '1', runtime: 'node 24.0.0' },
        { type: 'worker-started', at: 0, worker: 'w', kind: 'thread', pid: 1, askedAt: 0 },
        { type: 'task-started', at: 10, worker: 'w', task: 0 },
        { type: 'task-finished', at: at - 10, worker: 'w', task: 0, result: { preview: '1', digest: '1' } },
        { type: 'run-finished', at, end: 'finished' },
      ]);
      const reference = { beforeMs: 20, afterMs: 20 };
      listener.ended(lane, { lifeMs: 200, bootMs: 40, machineCpuMs: 100, reference });
    }
  }
  return { stop: () => undefined, finished: Promise.resolve() };
};

describe('the verdict of many lanes', () => {
  const store = new RunStore(atOnce, monotonicMs, 2);
  afterEach(() => store.close());

  test('is absent until it is there, and the picture is asked for when it comes', async () => {
    const told: boolean[] = [];
    store.onChange(() => told.push(store.snapshot()?.verdicts !== undefined));
    store.run(plan);
    await waitFor('the end', () => store.snapshot()?.endedAt !== undefined);
    expect(told).not.toContain(true);
    await waitFor('a verdict', () => told.includes(true));
    const standing = store.snapshot();
    if (standing === undefined) throw new Error('a session was run');
    expect(standing.verdicts).toEqual(reportVerdicts(comparedLanes(plan, judgedRuns(plan, standing.session)), 7));
    expect(standing.medians?.size).toBe(64);
    store.run({ ...plan, seed: 8 });
    expect(store.snapshot()?.verdicts).toBeUndefined();
  }, 60_000);
});

test('a verdict is made here where no thread can be had', async () => {
  const series = ['threads', 'forks'].map((lane, place) => ({ lane, times: [1, 2, 3, 4, 5].map((ms) => ms + place) }));
  const compared = [{ series }] as const;
  const judging = startJudging({ compared, seed: 1 }, '/nowhere/judge.js');
  expect(await judging.verdicts).toEqual(reportVerdicts(compared, 1));
});
