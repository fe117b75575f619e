import { describe, expect, test } from 'vitest';
import { breakEvensOf } from '../../../src/engine/report/break-even.ts';
import type { ReportLane } from '../../../src/engine/report/report.ts';
import type { ReportComparison } from '../../../src/engine/report/verdict.ts';
import { sampleReport } from './reports.ts';

const { scenario, environment, lanes } = sampleReport();

/** A lane that computed for so long in each round that counts. */
function computed(lane: string, workMs: number, rounds: number): ReportLane {
  const [round] = lanes[0]?.rounds ?? [];
  if (round === undefined) throw new Error('the sample has a round');
  const told = Array.from({ length: rounds }, (_, index) => ({
    ...round,
    round: index + 1,
    counts: true,
    startUpMs: 1,
    tearDownMs: 1,
    workMs,
    wallMs: workMs + 2,
    cpuMs: workMs,
    breakdownMs: { ...round.breakdownMs, startUp: 1, running: workMs, runQueue: 0, sleep: 0, io: 0, tearDown: 1 },
  }));
  return { lane, runtime: 'node', size: 1, state: 'finished', rounds: told };
}

/** What the rounds say of the second lane against the first. */
function said(lane: string, ratio: number, outcome: ReportComparison['outcome']): ReportComparison {
  const interval = { low: ratio - 0.1, high: ratio + 0.1 };
  return { lane, against: 'sequential', ratio, interval, outcome, points: [], outliers: [] };
}

function told(measured: readonly ReportLane[], ...speedUps: readonly ReportComparison[]) {
  return breakEvensOf(measured, { ...scenario, order: 'in-turn' }, environment, speedUps);
}

describe('the break-evens of a report', () => {
  test('rest on the rounds of the lane that has fewer', () => {
    const [breakEven] = told(
      [computed('sequential', 400, 5), computed('promises', 400, 3)],
      said('promises', 1, 'equivalent'),
    );
    expect(breakEven).toMatchObject({ lane: 'promises', against: 'sequential', rounds: 3 });
    expect(breakEven).not.toHaveProperty('fromLengthMs');
  });

  test('are not told of work that is too short to tell how long a task takes', () => {
    const same = said('promises', 1, 'equivalent');
    expect(told([computed('sequential', 9.9, 5), computed('promises', 9.9, 5)], same)).toEqual([]);
    expect(told([computed('sequential', 10, 5), computed('promises', 10, 5)], same)).toHaveLength(1);
  });

  test('are not told where the rounds contradict them', () => {
    const lanes = [computed('sequential', 400, 5), computed('threads', 210, 5)];
    expect(told(lanes, said('threads', 1.9, 'faster'))).toMatchObject([{ lane: 'threads', fromTasks: 2 }]);
    expect(told(lanes, said('threads', 1.3, 'inconclusive'))).toEqual([]);
    const slow = [computed('sequential', 400, 5), computed('threads', 420, 5)];
    expect(told(slow, said('threads', 1.3, 'faster'))).toEqual([]);
  });

  test('are not told of tasks that were over before the next worker was up', () => {
    const starting = computed('threads', 400, 5);
    const rounds = starting.rounds.map((round) => ({
      ...round,
      breakdownMs: { ...round.breakdownMs, startUp: 400 },
    }));
    const lanes = [computed('sequential', 400, 5), { ...starting, rounds }];
    expect(told(lanes, said('threads', 0.9, 'slower'))).toEqual([]);
  });
});
