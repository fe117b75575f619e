import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import { scheduleOf } from '../../../src/engine/session/schedule.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import { lessonOf } from '../../../src/tasks/workload.ts';

const [scenario] = scenarios;
if (scenario === undefined) throw new Error('scenarios are missing');
const anyScenario = scenario;

function scheduled(rounds: number, seed: number, warmUp?: number) {
  const choices = { workers: 2, live: 64, seed, rounds, ...(warmUp !== undefined && { warmUp }) };
  const plan = planOf(anyScenario, choices);
  return { plan, rounds: scheduleOf(plan) };
}

describe('the rounds of a session', () => {
  test('have every lane once each, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), fc.nat({ max: 3 }), (howMany, seed, warmUp) => {
        const { plan, rounds } = scheduled(howMany, seed, warmUp);
        expect(rounds).toHaveLength(howMany + warmUp);
        for (const { order } of rounds) expect(order.toSorted()).toEqual(plan.lanes.toSorted());
      }),
    );
  });

  test('are in the same order for the same seed, and in another for another', () => {
    expect(scheduled(10, 7).rounds).toEqual(scheduled(10, 7).rounds);
    expect(scheduled(10, 7).rounds).not.toEqual(scheduled(10, 8).rounds);
  });

  test('let each lane come first about as often', () => {
    const { plan, rounds } = scheduled(600, 1);
    for (const lane of plan.lanes) {
      expect(rounds.filter(({ order }) => order[0] === lane).length).toBeGreaterThan(60);
    }
  });

  test('begin with one that warms up where there are several, and with none where there is one', () => {
    expect(scheduled(3, 1).rounds.map(({ kind, round }) => `${kind} ${round}`)).toEqual([
      'warm-up 1',
      'measured 1',
      'measured 2',
      'measured 3',
    ]);
    expect(scheduled(1, 1).rounds).toEqual([
      { round: 1, kind: 'measured', order: lessonOf(anyScenario).models['node'] },
    ]);
  });

  test('run in turn, also where a single one would run its lanes together', () => {
    expect(scheduled(1, 1).plan.order).toBe('together');
    expect(scheduled(5, 1).plan.order).toBe('in-turn');
  });
});
