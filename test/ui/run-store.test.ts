import { afterEach, describe, expect, test } from 'vitest';
import { startJudging } from '../../src/engine/report/judging.ts';
import { reportVerdicts } from '../../src/engine/report/verdict.ts';
import { comparedLanes, judgedRuns } from '../../src/engine/session/counted.ts';
import { monotonicMs, RunStore } from '../../src/ui/run-store.ts';
import { environment } from '../engine/log/told.ts';
import { manyRounds } from '../many-rounds.ts';
import { waitFor } from '../wait-for.ts';

describe('the verdict of many lanes', () => {
  const { plan, start } = manyRounds(64, 20);
  const store = new RunStore(start, monotonicMs, environment);
  afterEach(() => store.close());

  test('is absent until it is there, and the picture is asked for when it comes', async () => {
    const told: boolean[] = [];
    store.onChange(() => told.push(store.snapshot()?.verdicts !== undefined));
    store.run({ type: 'session', plan });
    await waitFor('the end', () => store.snapshot()?.endedAt !== undefined);
    expect(told).not.toContain(true);
    await waitFor('a verdict', () => told.includes(true));
    const standing = store.snapshot();
    if (standing === undefined) throw new Error('a session was run');
    expect(standing.verdicts).toEqual(
      reportVerdicts(comparedLanes(plan, judgedRuns(plan, standing.session)), plan.seed),
    );
    expect(standing.medians?.size).toBe(64);
    store.run({ type: 'session', plan: { ...plan, seed: plan.seed + 1 } });
    expect(store.snapshot()?.verdicts).toBeUndefined();
  }, 60_000);
});

test('a verdict is made here where no thread can be had', async () => {
  const series = ['threads', 'forks'].map((lane, place) => ({ lane, times: [1, 2, 3, 4, 5].map((ms) => ms + place) }));
  const compared = [{ series }] as const;
  const judging = startJudging({ compared, seed: 1 }, '/nowhere/judge.js');
  expect(await judging.verdicts).toEqual(reportVerdicts(compared, 1));
});
