import { describe, expect, test } from 'vitest';
import type { Lane } from '../../src/engine/lane/lane.ts';
import { planOf } from '../../src/engine/plan.ts';
import { judgedRuns } from '../../src/engine/session/counted.ts';
import { type RunRecord, recordOf } from '../../src/engine/session/run-record.ts';
import type { RoundName } from '../../src/engine/session/schedule.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { elapsedMs, limitText, remarkText, speedText } from '../../src/ui/lane-words.ts';
import type { Standing } from '../../src/ui/picture.ts';
import { parametersText, standingText, verdictText, warningsOf } from '../../src/ui/selectors.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { finishedLane, laneWith, sessionOf } from '../lanes.ts';

const plans = scenarios.map((scenario) => planOf(scenario, { workers: 2, live: 64, seed: 1 }));
const [interleave, , count] = plans;
if (interleave === undefined || count === undefined) throw new Error('scenarios are missing');
const first = interleave;

const { glyph } = makeTheme({ colour: false, unicode: true });

function standingOf(lanes: readonly Lane[]): Standing {
  return { plan: first, session: sessionOf(lanes), lanes, now: 0, startedAt: 1_000 };
}

describe('times', () => {
  test('a running lane has run since its epoch, an ended one as long as it took', () => {
    expect(elapsedMs(laneWith('threads', ['a'], []), 1_250)).toBe(250);
    expect(elapsedMs(finishedLane('threads', 400), 99_999)).toBe(400);
  });

  test('a lane without an epoch has not run', () => {
    expect(elapsedMs({ ...laneWith('threads', ['a'], []), lastAt: 0, state: 'waiting' }, 0)).toBe(0);
  });
});

describe('speed-up', () => {
  const sequential = finishedLane('sequential', 2_000);
  const threads = finishedLane('threads', 1_000);

  test('is how often a lane fits into the sequential one', () => {
    expect(speedText(threads, standingOf([sequential, threads]), glyph)).toBe('2.00× as fast as sequential');
    expect(speedText(sequential, standingOf([sequential, threads]), glyph)).toBe('the baseline');
  });

  test('is not told before both are done, or where one failed', () => {
    const running = laneWith('sequential', ['a'], []);
    expect(speedText(threads, standingOf([running, threads]), glyph)).toBe('');
    expect(speedText(threads, standingOf([{ ...sequential, state: 'failed' }, threads]), glyph)).toBe('');
    expect(speedText(threads, standingOf([threads]), glyph)).toBe('');
  });
});

describe('texts', () => {
  test('a limit is told where it bites', () => {
    expect(limitText(laneWith('threads', ['a'], []))).toBe('');
    expect(limitText(laneWith('threads', Array.from({ length: 65 }, String), []))).toBe('64 at once');
  });

  test('parameters are told with the amount that the scenario lets one change', () => {
    expect(plans.map(parametersText)).toEqual([
      '2 tasks, delay 0.5 s',
      '2 tasks, size 800M',
      '10 tasks, size 800M',
      '24 tasks, delay 0.25 s',
      '2 tasks, size 150',
      '8 tasks, size 1.5M',
    ]);
  });

  test('the state of the session is told in words', () => {
    const done = finishedLane('sequential', 100);
    const running = laneWith('threads', ['a'], []);
    const standing = standingOf([done, running]);
    expect(standingText(standing)).toBe('running 1 of 2, together');
    expect(standingText({ ...standing, plan: count })).toBe('running 2 of 2, in turn');
    const failed = standingOf([done, { ...running, state: 'failed' }]);
    expect(standingText({ ...failed, endedAt: 3_500 })).toBe('done in 2.50 s, 1 failed, together');
  });

  test('of several rounds the one that is on is told, and how far it is', () => {
    const several = planOf(first.scenario, { workers: 2, live: 64, seed: 1, rounds: 10 });
    const standing = {
      ...standingOf([finishedLane('sequential', 100), laneWith('threads', ['a'], [])]),
      plan: several,
    };
    const at = (current: RoundName) => standingText({ ...standing, session: { ...standing.session, current } });
    expect(standingText(standing)).toBe('warm-up, 2 of 2');
    expect(at({ round: 1, kind: 'measured' })).toBe('round 1 of 10, 2 of 2');
    expect(at({ round: 3, kind: 'measured' })).toBe('round 3 of 10, 1 of 2');
    expect(standingText({ ...standing, endedAt: 3_500 })).toBe('done in 2.50 s, 10 rounds');
  });

  test('the best models are told when all rounds are over, the simplest first, or that there is no verdict', () => {
    const best = ['promises', 'threads'];
    const behind = [{ ...pair, lane: 'promises', against: 'threads' }];
    const verdict = { fastest: 'threads', best, ranking: [best], nearlyBest: [], speedUps: [], behind };
    const standing = { ...standingOf([]), plan: { ...first, rounds: 5 } };
    expect(verdictText(standing)).toBe('');
    expect(verdictText({ ...standing, verdicts: [{ ...verdict, simplest: 'promises' }] })).toBe(
      'best: promises (the simplest), threads',
    );
    expect(verdictText({ ...standing, verdicts: [{ ...verdict, best: [], ranking: [] }] })).toBe(
      'threads first, but too few rounds to tell',
    );
    const review = { runs: new Map(), differing: ['threads'], warnings: [] };
    expect(verdictText({ ...standing, verdicts: [], review })).toBe('no verdict: results differ');
  });

  test('warnings are told as the report words them', () => {
    const warnings = [{ id: 'machine-busy', message: 'other programs used 1 core', advice: 'end them' }] as const;
    const review = { runs: new Map(), differing: [], warnings };
    expect(warningsOf({ ...standingOf([]), review })).toEqual(['other programs used 1 core; end them']);
    expect(warningsOf(standingOf([]))).toEqual([]);
  });
});

const pair = {
  ratio: 1.1,
  interval: { low: 0.9, high: 1.3 },
  outcome: 'inconclusive',
  points: [],
  outliers: [],
} as const;

describe('what is told of the rounds of a lane', () => {
  const several = planOf(first.scenario, { workers: 2, live: 64, seed: 1, rounds: 5 });
  const lanes = [finishedLane('sequential', 2_000), finishedLane('threads', 1_000)];

  /** A session in which the runs of the second lane before its last were as told. */
  function standingAfter(change: Partial<RunRecord>): Standing {
    const standing = { ...standingOf(lanes), plan: several };
    const [, threads] = [...standing.session.lanes.values()];
    const record = threads && recordOf(threads.lane, { round: 1, kind: 'measured' }, undefined, 2);
    if (threads === undefined || record === undefined) throw new Error('there is no such run');
    const runs = { ...threads, earlier: [{ ...record, ...change }] };
    return { ...standing, session: { ...standing.session, lanes: new Map([['threads', runs]]) } };
  }

  test('is nothing where all is well', () => {
    expect(remarkText('threads', standingAfter({}))).toBe('');
    expect(remarkText('forks', standingAfter({}))).toBe('');
  });

  test('are rejected runs, while the rounds go on and when they are over', () => {
    const standing = standingAfter({ kind: 'rejected' });
    const words = "1 run rejected: the machine's speed changed";
    expect(remarkText('threads', standing)).toBe(words);
    const runs = judgedRuns(several, standing.session);
    const review = { runs, differing: [], warnings: [] };
    expect(remarkText('threads', { ...standing, review })).toBe(`0 of 5 rounds count; ${words}`);
  });

  test('is a run before that failed', () => {
    const standing = standingAfter({ state: 'failed', reason: 'out of memory' });
    expect(remarkText('threads', standing)).toBe('a run before failed: out of memory');
  });

  test('are results that are not those of the others', () => {
    const review = { runs: new Map(), differing: ['threads'], warnings: [] };
    expect(remarkText('threads', { ...standingAfter({}), review })).toContain("its results are not the others'");
  });

  test('is that their comparison is inconclusive', () => {
    const speedUps = [{ ...pair, lane: 'threads', against: 'sequential' }];
    const verdict = { fastest: 'threads', best: [], ranking: [], nearlyBest: [], speedUps, behind: [] };
    expect(speedText(lanes[1] as Lane, { ...standingAfter({}), verdicts: [verdict] }, glyph)).toBe(
      '1.10× (0.90-1.30) · inconclusive',
    );
  });
});
