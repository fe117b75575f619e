import { expect, test } from 'vitest';
import type { Lane } from '../../../src/engine/lane/lane.ts';
import { judgedRuns, ratiosOf } from '../../../src/engine/session/counted.ts';
import { finishedLane, sessionOf } from '../../lanes.ts';

const sequential = finishedLane('sequential', 2_000);
const threads = finishedLane('threads', 1_000);

function ratios(model: string, lanes: readonly Lane[]) {
  return [...ratiosOf(model, judgedRuns(sessionOf(lanes))).values()];
}

function withResult(lane: Lane, digest: string): Lane {
  return { ...lane, tasks: lane.tasks.map((task) => ({ ...task, result: { preview: digest, digest } })) };
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

test('where one run has other results than the rest, none of its runtime counts', () => {
  const wrong = withResult(finishedLane('forks', 1_000), '2');
  const python = finishedLane('py-threads', 1_000);
  const judged = judgedRuns(sessionOf([sequential, wrong, threads, python]));
  expect([...judged].map(([model, runs]) => [model, runs.map(({ counts }) => counts)])).toEqual([
    ['sequential', [false]],
    ['forks', [false]],
    ['threads', [false]],
    ['py-threads', [true]],
  ]);
});
