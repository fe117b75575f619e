import { describe, expect, test } from 'vitest';
import type { Stage } from '../../src/engine/decide/stage.ts';
import type { Lane } from '../../src/engine/lane/lane.ts';
import { planOf } from '../../src/engine/plan.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { reportOf } from '../../src/engine/report/report-of.ts';
import { judgedRuns } from '../../src/engine/session/counted.ts';
import { type RunRecord, recordOf } from '../../src/engine/session/run-record.ts';
import type { RoundName } from '../../src/engine/session/schedule.ts';
import type { LaneRuns } from '../../src/engine/session/session-state.ts';
import { timesText } from '../../src/engine/text/numbers.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { toDecide } from '../../src/ui/decision.ts';
import type { DecisionStanding, Standing } from '../../src/ui/picture.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { elapsedMs, limitText, remarkText, runText, speedTexts } from '../../src/ui/words/lane-words.ts';
import { noticesOf, parametersTexts, standingText, verdictText } from '../../src/ui/words/selectors.ts';
import { environment } from '../engine/log/told.ts';
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

  /** What the report says of some lanes. */
  function reported(lanes: readonly Lane[]): string[] {
    return reportOf(first, sessionOf(lanes), environment).lanes.map(({ speedUp }) =>
      speedUp === undefined ? '' : timesText(speedUp),
    );
  }

  test('is how often a lane fits into the sequential one, as in the report', () => {
    expect(speedTexts(threads, standingOf([sequential, threads]), glyph)).toEqual(['2.00× as fast as sequential']);
    expect(reported([sequential, threads])).toEqual(['', '2.00×']);
    expect(speedTexts(sequential, standingOf([sequential, threads]), glyph)).toEqual(['the baseline']);
  });

  test('is not told where results differ, as the report tells none then', () => {
    const other = laneWith(
      'forks',
      ['a', 'b'],
      [
        ...[0, 1].map((task): RunEvent => {
          const result = { preview: '2', digest: 'other' };
          return { type: 'task-finished', at: 1_000, worker: 'w', task, result };
        }),
        { type: 'run-finished', at: 1_000, end: 'finished' },
      ],
    );
    const lanes = [sequential, threads, other];
    const standing = standingOf(lanes);
    const runs = [...standing.session.lanes].map(([name, one]) => [name, { ...one, ...recorded(one) }] as const);
    const known = { ...standing, session: { ...standing.session, lanes: new Map(runs) } };
    const review = { runs: judgedRuns(first, standing.session), differing: ['forks'], warnings: [], advice: [] };
    for (const lane of lanes) {
      expect(speedTexts(lane, known, glyph)).toEqual([]);
      expect(speedTexts(lane, { ...standing, review }, glyph)).toEqual([]);
    }
    expect(reported(lanes)).toEqual(['', '', '']);
    expect(speedTexts(threads, standingOf([sequential, threads]), glyph)).toHaveLength(1);
  });

  function recorded({ lane, round }: LaneRuns): Pick<LaneRuns, 'record'> {
    const record = recordOf(lane, round, undefined, 2);
    return record === undefined ? {} : { record };
  }

  test('is not told before both are done, or where one failed', () => {
    const running = laneWith('sequential', ['a'], []);
    expect(speedTexts(threads, standingOf([running, threads]), glyph)).toEqual([]);
    expect(speedTexts(threads, standingOf([{ ...sequential, state: 'failed' }, threads]), glyph)).toEqual([]);
    expect(speedTexts(threads, standingOf([threads]), glyph)).toEqual([]);
  });
});

describe('texts', () => {
  test('a limit is told where it bites', () => {
    expect(limitText(laneWith('threads', ['a'], []))).toBe('');
    expect(limitText(laneWith('threads', Array.from({ length: 65 }, String), []))).toBe('64 at once');
  });

  test('parameters are told with the amount that the scenario lets one change', () => {
    expect(plans.map((plan) => parametersTexts(plan)[0])).toEqual([
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

  test('the best lanes are told when all rounds are over, the simplest first, or that there is no verdict', () => {
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
    const review = { runs: new Map(), differing: ['threads'], warnings: [], advice: [] };
    expect(verdictText({ ...standing, verdicts: [], review })).toBe('no verdict: results differ');
  });

  test('warnings are told as the report words them, then what would help', () => {
    const warnings = [{ id: 'machine-busy', message: 'other programs used 1 core', advice: 'end them' }] as const;
    const advice = [
      { id: 'tasks-uneven', text: 'the longest takes 2 s: split it', source: 'https://nodejs.org' },
    ] as const;
    const review = { runs: new Map(), differing: [], warnings, advice };
    expect(noticesOf({ ...standingOf([]), review })).toEqual([
      'other programs used 1 core; end them',
      'the longest takes 2 s: split it',
    ]);
    expect(noticesOf(standingOf([]))).toEqual([]);
  });
});

describe('a decision', () => {
  const whole = { ...standingOf([]), now: 4_200, startedAt: 1_000 };
  const stageOf = (kind: Stage['kind'], plan = first): DecisionStanding => ({
    type: 'deciding',
    budgetMs: 30_000,
    out: new Map(),
    stage: { kind, plan, until: 0, out: new Map() },
  });

  test('tells what is being done, and how long at most until all of it is over', () => {
    const at = (decision: DecisionStanding, more: Partial<Standing> = {}) =>
      standingText({ ...whole, ...more, decision });
    expect(at(toDecide)).toBe('deciding: first look, at most 27 s left');
    expect(at(stageOf('pilot'))).toBe('deciding: first look, at most 27 s left');
    expect(at(stageOf('trial'))).toBe('deciding: 6 models once with 2 tasks, at most 27 s left');
    const session = { ...whole.session, current: { round: 3, kind: 'measured' } as const };
    expect(at(stageOf('race'), { session, now: 19_500 })).toBe('deciding: round 3, at most 12 s left');
    expect(at(stageOf('race'), { session, now: 99_500 })).toBe('deciding: round 3, at most 0 s left');
    expect(at({ ...toDecide, type: 'failed', reason: 'no server' })).toBe('not decided: no server');
  });

  test('tells of a lane that it is out, and by how much', () => {
    const decision = { ...stageOf('race'), out: new Map([['threads', 3.14]]) };
    const lanes = [finishedLane('threads', 900), finishedLane('forks', 800)];
    const textOf = (lane: Lane) => speedTexts(lane, { ...standingOf(lanes), decision }, glyph);
    expect(lanes.map(textOf)).toEqual([['out: takes 3.1× as long'], []]);
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

  test('is which of them is shown', () => {
    const at = (round: RoundName): Standing => {
      const standing = standingOf(lanes);
      const runs = [...standing.session.lanes].map(([name, one]) => [name, { ...one, round }] as const);
      return { ...standing, plan: several, session: { ...standing.session, lanes: new Map(runs) } };
    };
    expect(runText('threads', at({ round: 3, kind: 'measured' }))).toBe('round 3');
    expect(runText('threads', at({ round: 1, kind: 'warm-up' }))).toBe('warm-up');
    expect(runText('threads', { ...at({ round: 1, kind: 'measured' }), plan: first })).toBe('');
  });

  test('is nothing where all is well', () => {
    expect(remarkText('threads', standingAfter({}))).toBe('');
    expect(remarkText('forks', standingAfter({}))).toBe('');
  });

  test('are rejected runs, while the rounds go on and when they are over', () => {
    const standing = standingAfter({ kind: 'rejected' });
    const words = "1 run rejected: the machine's speed changed";
    expect(remarkText('threads', standing)).toBe(words);
    const runs = judgedRuns(several, standing.session);
    const review = { runs, differing: [], warnings: [], advice: [] };
    expect(remarkText('threads', { ...standing, review })).toBe(`0 of 5 rounds count; ${words}`);
  });

  test('is a run before that failed', () => {
    const standing = standingAfter({ state: 'failed', reason: 'out of memory' });
    expect(remarkText('threads', standing)).toBe('a run before failed: out of memory');
  });

  test('are tasks that came to nothing in a run before', () => {
    const standing = standingAfter({ unsuccessful: { tasks: 1, of: 2, reasons: { 'connection refused': 1 } } });
    expect(remarkText('threads', standing)).toBe('1 of 2 failed: connection refused (in round 1)');
  });

  test('are results that are not those of the others', () => {
    const review = { runs: new Map(), differing: ['threads'], warnings: [], advice: [] };
    expect(remarkText('threads', { ...standingAfter({}), review })).toContain("its results are not the others'");
  });

  test('is against which lane they are compared where there is no baseline', () => {
    const behind = [{ ...pair, outcome: 'equivalent' as const, lane: 'threads', against: 'forks' }];
    const verdict = { fastest: 'forks', best: [], ranking: [], nearlyBest: [], speedUps: [], behind };
    expect(speedTexts(lanes[1] as Lane, { ...standingAfter({}), verdicts: [verdict] }, glyph)).toEqual([
      '1.10× (0.90-1.30)',
      'beside forks',
    ]);
  });

  test('is that their comparison is inconclusive', () => {
    const speedUps = [{ ...pair, lane: 'threads', against: 'sequential' }];
    const verdict = { fastest: 'threads', best: [], ranking: [], nearlyBest: [], speedUps, behind: [] };
    expect(speedTexts(lanes[1] as Lane, { ...standingAfter({}), verdicts: [verdict] }, glyph)).toEqual([
      '1.10× (0.90-1.30)',
      'inconclusive',
    ]);
  });
});
