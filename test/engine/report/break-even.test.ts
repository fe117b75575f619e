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

/** What so many rounds say of the second lane against the first. */
function said(lane: string, ratio: number, outcome: ReportComparison['outcome'], rounds = 5): ReportComparison {
  const interval = outcome === 'indicative' ? {} : { interval: { low: ratio - 0.1, high: ratio + 0.1 } };
  const points = Array.from({ length: rounds }, () => ratio);
  return { lane, against: 'sequential', ratio, ...interval, outcome, points, outliers: [] };
}

function told(measured: readonly ReportLane[], ...speedUps: readonly ReportComparison[]) {
  return breakEvensOf(measured, { ...scenario, order: 'in-turn' }, environment, speedUps);
}

describe('the break-evens of a report', () => {
  const faster = [computed('sequential', 400, 7), computed('threads', 210, 6)];

  test('rest on the rounds that count of both lanes', () => {
    expect(told(faster, said('threads', 1.9, 'faster', 6))).toMatchObject([
      { lane: 'threads', against: 'sequential', rounds: 6, fromLengthMs: expect.any(Number), fromTasks: 2 },
    ]);
  });

  test.each(['indicative', 'inconclusive', 'equivalent', 'slower'] as const)(
    'tell of no length from which a lane pays off that the verdict calls %s',
    (outcome) => {
      for (const breakEven of told(faster, said('threads', 1.9, outcome))) {
        expect(breakEven).not.toHaveProperty('fromLengthMs');
        expect(breakEven).not.toHaveProperty('fromTasks');
      }
    },
  );

  test.each([
    ['indicative', 0],
    ['inconclusive', 0],
    ['faster', 0],
    ['equivalent', 1],
    ['slower', 1],
  ] as const)('tell that a lane never gains where the verdict calls it %s: %d', (outcome, lines) => {
    const alike = [computed('sequential', 400, 5), computed('promises', 400, 5)];
    const [breakEven, ...others] = told(alike, said('promises', 1, outcome));
    expect(others).toEqual([]);
    expect(breakEven === undefined ? 0 : 1).toBe(lines);
    expect(breakEven ?? {}).not.toHaveProperty('fromLengthMs');
  });

  test('say nothing of a lane that is slower at this length and would be faster at a longer one', () => {
    const starting = computed('threads', 210, 5);
    const rounds = starting.rounds.map((round) => ({
      ...round,
      startUpMs: 300,
      wallMs: 511,
      breakdownMs: { ...round.breakdownMs, startUp: 300 },
    }));
    const lanes = [computed('sequential', 400, 5), { ...starting, rounds }];
    expect(told(lanes, said('threads', 0.8, 'slower'))).toEqual([]);
  });

  test('are not told of lanes that were never compared', () => {
    expect(told(faster)).toEqual([]);
  });

  test('are not told of work that is too short to tell how long a task takes', () => {
    const same = said('promises', 1, 'equivalent');
    expect(told([computed('sequential', 9.9, 5), computed('promises', 9.9, 5)], same)).toEqual([]);
    expect(told([computed('sequential', 10, 5), computed('promises', 10, 5)], same)).toHaveLength(1);
  });

  test('are not told where the rounds contradict them', () => {
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
