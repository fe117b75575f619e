import { describe, expect, test } from 'vitest';
import { breakEvensOf } from '../../../src/engine/report/break-even.ts';
import type { ReportLane } from '../../../src/engine/report/report.ts';
import { sampleReport } from './reports.ts';

const { scenario, environment, lanes } = sampleReport();

/** A lane that computed for so long in each round that counts. */
function computed(model: string, workMs: number, rounds: number): ReportLane {
  const [round] = lanes[0]?.rounds ?? [];
  if (round === undefined) throw new Error('the sample has a round');
  const told = Array.from({ length: rounds }, (_, index) => ({
    ...round,
    round: index + 1,
    counts: true,
    spawnMs: 1,
    teardownMs: 1,
    workMs,
    wallMs: workMs + 2,
    cpuMs: workMs,
    breakdownMs: { ...round.breakdownMs, startUp: 1, running: workMs, runQueue: 0, sleep: 0, io: 0, tearDown: 1 },
  }));
  return { model, runtime: 'node', size: 1, state: 'finished', rounds: told };
}

function told(...measured: readonly ReportLane[]) {
  return breakEvensOf(measured, { ...scenario, order: 'in-turn' }, environment);
}

describe('the break-evens of a report', () => {
  test('rest on the rounds of the lane that has fewer', () => {
    const [breakEven] = told(computed('sequential', 400, 5), computed('promises', 400, 3));
    expect(breakEven).toMatchObject({ model: 'promises', against: 'sequential', rounds: 3 });
    expect(breakEven).not.toHaveProperty('fromLengthMs');
  });

  test('are not told of work that is too short to tell how long a task takes', () => {
    expect(told(computed('sequential', 9.9, 5), computed('promises', 4, 5))).toEqual([]);
    expect(told(computed('sequential', 10, 5), computed('promises', 4, 5))).toHaveLength(1);
  });
});
