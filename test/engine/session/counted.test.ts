import { expect, test } from 'vitest';
import type { Lane } from '../../../src/engine/lane/lane.ts';
import { type Plan, planOf } from '../../../src/engine/plan.ts';
import { judgedRuns, ratiosOf } from '../../../src/engine/session/counted.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import type { Scenario } from '../../../src/tasks/workload.ts';
import { finishedLane, sessionOf } from '../../lanes.ts';

const sequential = finishedLane('sequential', 2_000);
const threads = finishedLane('threads', 1_000);

const [scenario] = scenarios;
if (scenario === undefined) throw new Error('scenarios are missing');

function judged(lanes: readonly Lane[], sizes: Plan['sizes'] = { node: 1, python: 2 }) {
  const names = lanes.map(({ name }) => name);
  const plan = planOf(scenario as Scenario, { lanes: names, workers: 2, live: 64, seed: 1 });
  return judgedRuns({ ...plan, sizes }, sessionOf(lanes));
}

function counts(runs: ReturnType<typeof judgedRuns>) {
  return [...runs].map(([lane, own]) => [lane, own.map((run) => run.counts)]);
}

function ratios(lane: string, lanes: readonly Lane[]) {
  return [...ratiosOf(lane, judged(lanes)).values()];
}

function withResult(lane: Lane, digest: string): Lane {
  const tasks = lane.tasks.draft();
  for (const task of lane.tasks) tasks.set(task.id, { ...task, result: { preview: digest, digest } });
  return { ...lane, tasks: tasks.done() };
}

test('the ratio is how often a lane fits into the sequential one of its runtime', () => {
  expect(ratios('threads', [sequential, threads])).toEqual([{ wall: 2, work: 1_950 / 950 }]);
});

test('there is none for the sequential lane itself, or where either has not finished', () => {
  expect(ratios('sequential', [sequential, threads])).toEqual([]);
  expect(ratios('threads', [{ ...sequential, state: 'failed' }, threads])).toEqual([]);
  expect(ratios('threads', [sequential, { ...threads, state: 'stopped' }])).toEqual([]);
  expect(ratios('threads', [threads])).toEqual([]);
});

test('where one run has other results than the rest, none of the same work counts', () => {
  const wrong = withResult(finishedLane('forks', 1_000), '2');
  const python = finishedLane('py-threads', 1_000);
  const lanes = [sequential, wrong, threads, python];
  const others = [
    ['sequential', [false]],
    ['forks', [false]],
    ['threads', [false]],
  ];
  expect(counts(judged(lanes))).toEqual([...others, ['py-threads', [true]]]);
  expect(counts(judged(lanes, { node: 1, python: 1 }))).toEqual([...others, ['py-threads', [false]]]);
});
