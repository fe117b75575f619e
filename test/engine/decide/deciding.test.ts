import { describe, expect, test } from 'vitest';
import { type Answer, answerOf } from '../../../src/engine/decide/answer.ts';
import { candidatesFor } from '../../../src/engine/decide/candidates.ts';
import { type DecideRequest, startDeciding } from '../../../src/engine/decide/deciding.ts';
import { decisionFormats } from '../../../src/engine/decide/formats.ts';
import { answerLines } from '../../../src/engine/decide/words.ts';
import type { Choices } from '../../../src/engine/plan.ts';
import { scenarioOf } from '../../lanes.ts';
import { environment, simulatedStart, type World } from './simulated.ts';

const node = ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'];

function requestOf(world: World, seed = 1): DecideRequest {
  const start = simulatedStart(world, seed);
  return {
    scenario: scenarioOf('count'),
    choices: { lanes: node, workers: 2, live: 64, seed: 1, tasks: 24 },
    environment,
    budgetMs: 600_000,
    since: performance.now(),
    start,
    startRace: start,
    watch: () => undefined,
  };
}

async function decided(world: World, choices: Partial<Choices> = {}, budgetMs = 600_000): Promise<Answer> {
  const request = requestOf(world, choices.seed);
  const { outcome } = startDeciding({ ...request, choices: { ...request.choices, ...choices }, budgetMs });
  return answerOf(await outcome, environment);
}

function lanesIn(places: readonly { readonly lane: string }[]): string[] {
  return places.map(({ lane }) => lane);
}

describe('a decision', () => {
  test('names the simplest of those that are as fast, for work that computes', async () => {
    const { decision } = await decided({ taskMs: 60, busy: 1, noise: 0.02 });
    expect(decision.use).toMatchObject({ lane: 'thread-pool', workers: 2 });
    expect(decision.use?.speedUp?.ratio).toBeGreaterThan(1.8);
    expect(lanesIn(decision.alike)).toContain('process-pool');
    expect(lanesIn(decision.slower)).toEqual(expect.arrayContaining(['promises', 'sequential']));
    expect(decision.work).toMatchObject({ tasks: 24, measured: 24, isPredicted: false });
  });

  test('names one loop for work that waits, with the least number of tasks at once that is as fast', async () => {
    const free = await decided({ taskMs: 100, busy: 0.01, noise: 0.01 });
    expect(free.decision.use).toMatchObject({ model: 'promises' });
    expect(free.decision.use?.underWay).toBeUndefined();
    const crowded = await decided({ taskMs: 100, busy: 0.01, noise: 0.01, mostAtOnce: 4 }, { tasks: 48 });
    expect(crowded.decision.use).toMatchObject({ model: 'promises', underWay: 4 });
  });

  test('keeps work that is too short for any worker one after the other', async () => {
    const { decision } = await decided({ taskMs: 0.1, busy: 1, noise: 0.02 });
    expect(decision.use?.lane).toBe('sequential');
    expect(answerLines(decision)[0]).toMatch(/^Use sequential: no other model is faster, 24 tasks of 0\.1 ms\.$/);
  });

  test('recommends nothing where results differ, or where the task fails everywhere', async () => {
    const other = await decided({ taskMs: 60, busy: 1, differing: ['threads'] });
    expect(other.decision.use).toBeNull();
    expect(other.decision.because).toMatch(/results differ/);
    const failing = await decided({ taskMs: 60, busy: 1, failing: node });
    expect(failing.decision.use).toBeNull();
    expect(failing.decision.because).toMatch(/no luck/);
  });

  test('goes on without the models under which it fails, and says so', async () => {
    const { decision } = await decided({ taskMs: 60, busy: 1, noise: 0.01, failing: ['thread-pool', 'threads'] });
    expect(decision.use?.lane).toBe('process-pool');
    expect(decision.notTold).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ lane: 'threads', reason: 'count 1: no luck (23 more failed)' }),
      ]),
    );
  });

  test('measures a part where the whole does not fit, and says so', async () => {
    const world: World = { taskMs: 500, busy: 1, noise: 0.01 };
    const { decision } = await decided(world, { tasks: 200 }, 120_000);
    expect(decision.work.isPredicted).toBe(true);
    expect(decision.work.measured).toBeLessThan(200);
    expect(decision.work.checkOffBy).toBeLessThan(0.1);
    expect(decision.use?.lane).toBe('thread-pool');
    expect(answerLines(decision).join('\n')).toMatch(/Measured: \d+ of 200 tasks/);
  });

  test('limits tasks at once only to what it had tasks enough to measure', async () => {
    const world: World = { taskMs: 400, busy: 0.01, noise: 0.02 };
    const { decision } = await decided(world, { tasks: 2_000 }, 12_000);
    const lanes = [decision.use ?? [], decision.alike, decision.slower, decision.notTold].flat();
    expect(decision.use?.model).toBe('promises');
    const limits = lanes.flatMap(({ lane }) => Number(/^promises:(\d+)$/.exec(lane)?.[1] ?? []));
    expect(limits.filter((limit) => limit >= decision.work.measured)).toEqual([]);
  });

  test('checks its predictions only against more tasks than they were made from', async () => {
    const { decision } = await decided({ taskMs: 1_500, busy: 1, noise: 0.01 }, { tasks: 200 }, 40_000);
    expect(decision.work).toMatchObject({ measured: 2, isPredicted: true });
    expect(decision.work.checkOffBy).toBeUndefined();
    expect(answerLines(decision).join('\n')).toContain('no check of that was possible');
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'names no workers that share one core, however the machine swings (%i)',
    async (seed) => {
      const { decision } = await decided({ taskMs: 60, busy: 1, noise: 0.3, isLocked: true }, { seed });
      expect(decision.use?.lane ?? 'sequential').toBe('sequential');
    },
  );

  test('drops what is far behind after few rounds', async () => {
    const world: World = { taskMs: 1, busy: 1, noise: 0.01, startMs: 40 };
    const { decision } = await decided(world, { tasks: 100 });
    expect(decision.slower.find(({ lane }) => lane === 'forks')?.reason).toMatch(/not measured to the end/);
  });

  test('has its lanes one after the other, also for work whose lanes run together', async () => {
    const orders = new Set<string>();
    const watch: DecideRequest['watch'] = ({ plan }) => orders.add(plan.order);
    const request = { ...requestOf({ taskMs: 60, busy: 1 }), scenario: scenarioOf('interleave'), watch };
    await startDeciding(request).outcome;
    expect([...orders]).toEqual(['in-turn']);
  });

  test('comes to an answer where the lane that the others are compared with was not measured', async () => {
    const outcome = await startDeciding(requestOf({ taskMs: 1, busy: 1, noise: 0.01, startMs: 40 })).outcome;
    const lanes = new Map([...outcome.session.lanes].filter(([lane]) => lane !== 'sequential'));
    const plan = { ...outcome.plan, lanes: [...lanes.keys()] };
    expect(outcome.out.size).toBeGreaterThan(0);
    const { decision } = answerOf({ ...outcome, plan, session: { ...outcome.session, lanes } }, environment);
    expect(lanesIn(decision.slower)).toEqual(expect.arrayContaining([...outcome.out.keys()]));
    expect(decision.slower.every(({ speedUp }) => speedUp === undefined)).toBe(true);
  });

  test('has a place for each lane where it recommends none', async () => {
    const request = requestOf({ taskMs: 60, busy: 1, noise: 0.01 });
    const two = ['sequential', 'promises'];
    const { session, plan, ...rest } = await startDeciding({ ...request, choices: { ...request.choices, lanes: two } })
      .outcome;
    const lanes = new Map([...session.lanes].map(([lane, runs]) => [lane, { ...runs, earlier: [] }]));
    const once = { ...rest, plan: { ...plan, rounds: 1 }, session: { ...session, lanes } };
    const { decision } = answerOf(once, environment);
    expect(decision.use).toBeNull();
    expect(lanesIn(decision.notTold).toSorted()).toEqual(two.toSorted());
  });

  test('says that the budget is too short, and recommends nothing', async () => {
    const { decision } = await decided({ taskMs: 60_000, busy: 1 }, {}, 10_000);
    expect(decision.use).toBeNull();
    expect(decision.because).toMatch(/a task takes 60\.00 s.*more time/);
  });

  test('is told in at most 12 lines of 80 columns', async () => {
    for (const world of [
      { taskMs: 60, busy: 1 },
      { taskMs: 100, busy: 0.01 },
      { taskMs: 0.1, busy: 1 },
    ]) {
      const lines = decisionFormats
        .table(await decided({ ...world, noise: 0.03 }))
        .trimEnd()
        .split('\n');
      expect(lines.length).toBeLessThanOrEqual(12);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });
});

test('for work that blocks its thread, and waits, larger pools than there are cores are tried', () => {
  const waiting = { tasks: 8, taskMs: 50, busy: 0.02, loopBusy: 0.02, bootMs: 30 };
  const tried = candidatesFor([...node, 'py-thread-pool'], waiting, { tasks: 20, workers: 2 });
  expect(tried).toEqual(
    expect.arrayContaining(['promises:4', 'promises:16', 'thread-pool:8', 'thread-pool:20', 'py-thread-pool:20']),
  );
  expect(candidatesFor(node, { ...waiting, busy: 1, loopBusy: 1 }, { tasks: 20, workers: 2 })).toEqual(node);
  expect(candidatesFor(node, waiting, { tasks: 2, workers: 2 })).toEqual(node);
});

test('noise alone is no reason to recommend anything but one task after the other', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const start = simulatedStart({ taskMs: 30, busy: 1, noise: 0.4, startMs: 180 }, seed);
    const request = { ...requestOf({ taskMs: 30, busy: 1 }), start, startRace: start };
    const { decision } = answerOf(await startDeciding(request).outcome, environment);
    const low = decision.use?.speedUp?.low;
    if (decision.use !== null && decision.use.lane !== 'sequential' && low !== undefined)
      expect(low).toBeGreaterThan(0.9);
  }
});

test('where a task takes so long that one after the other cannot be tried, its time is predicted from the first look', async () => {
  const { decision } = await decided({ taskMs: 5_000, busy: 1 }, {}, 30_000);
  expect(decision.use?.lane).toBe('thread-pool');
  expect(decision.use?.speedUp?.ratio).toBeGreaterThan(1.5);
  const untried = decision.notTold.find(({ lane }) => lane === 'sequential');
  expect(untried?.reason).toBe('predicted from 1 task');
});
