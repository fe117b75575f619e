import { describe, expect, test } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import { formats } from '../../../src/engine/report/formats.ts';
import { reportOf } from '../../../src/engine/report/report-of.ts';
import { verdictLines } from '../../../src/engine/report/words/verdict.ts';
import { foldingListener } from '../../../src/engine/session/folding.ts';
import { newSession } from '../../../src/engine/session/session-state.ts';
import { finishedLane, laneWith, scenarioOf } from '../../lanes.ts';
import { environment } from '../log/told.ts';

const count = scenarioOf('count');

/** A session whose lanes took so many ms in each round; undefined where a run timed out. */
function reported(times: Readonly<Record<string, readonly (number | undefined)[]>>, size?: number) {
  const lanes = Object.keys(times);
  const rounds = Math.max(...Object.values(times).map(({ length }) => length));
  const amounts = size === undefined ? {} : { size };
  const plan = planOf(count as NonNullable<typeof count>, {
    lanes,
    rounds,
    ...amounts,
    workers: 2,
    live: 64,
    seed: 1,
  });
  let session = newSession(
    lanes,
    2,
    finishedLane('threads', 100).tasks.map(({ id, label }) => ({ id, label, task: 'count', input: null })),
  );
  const listener = foldingListener((change) => {
    session = change(session);
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const lane of lanes) {
      if (round >= (times[lane]?.length ?? 0)) continue;
      const ms = times[lane]?.[round];
      listener.starting(lane, { round: round + 1, kind: 'measured' });
      session = {
        ...session,
        lanes: new Map(session.lanes).set(lane, {
          ...(session.lanes.get(lane) as NonNullable<ReturnType<typeof session.lanes.get>>),
          lane: ms === undefined ? timedOut(lane) : finishedLane(lane, ms),
        }),
      };
      listener.ended(lane, {
        lifeMs: 1_050,
        bootMs: 40,
        machineCpuMs: 1_000,
        reference: { beforeMs: 20, afterMs: 20 },
      });
    }
  }
  return reportOf(plan, session, environment);
}

/** What a report says, however it is laid out. */
function wordsIn(text: string): string {
  return text
    .replaceAll('\\', '')
    .replaceAll(/<[^>]*>|\s+/g, ' ')
    .replaceAll(/ +/g, ' ');
}

function timedOut(name: string) {
  const end = { type: 'run-finished', at: 9e6, end: 'timed-out', reason: 'took longer than 9 s' } as const;
  return laneWith(name, ['a', 'b'], [{ type: 'task-started', at: 50_000, worker: 'w', task: 0 }, end]);
}

const slow = [1_000, 1_010, 990, 1_005, 995];
const fast = slow.map((ms, round) => ms / 2 + round);

describe('the verdict', () => {
  test('names the best set, the simplest in it, and the others behind', () => {
    const lines = verdictLines(
      reported({ sequential: slow, threads: fast, 'thread-pool': fast.map((ms, round) => ms + (round % 2) - 0.5) }),
    );
    expect(lines[0]).toBe(
      'best: threads, thread-pool, which these rounds cannot tell apart; the simplest of them is thread-pool',
    );
    expect(lines[1]).toMatch(/^then sequential: 1\.99 times as long as (threads|thread-pool)$/);
    expect(lines[2]).toMatch(/^threads: 1\.99× as fast as sequential \(95 %: \d\.\d\d to \d\.\d\d\), faster$/);
  });

  test('tells which of the best set may well be slower, for these rounds are too noisy to say', () => {
    const noisy = [900, 1_500, 480, 1_100, 600];
    expect(verdictLines(reported({ sequential: noisy, threads: fast }))[0]).toBe(
      'best: sequential, threads, which these rounds cannot tell apart, though sequential is not shown to be within 10 % of threads; the simplest of them is sequential',
    );
  });

  test('is one for each runtime where a task is not the same work in both', () => {
    const times = { sequential: slow, threads: fast, 'py-sequential': fast, 'py-threads': slow };
    const { verdict, otherVerdicts } = reported(times);
    expect([verdict, ...otherVerdicts].map(({ runtime, best }) => [runtime, best])).toEqual([
      ['node', ['threads']],
      ['python', ['py-sequential']],
    ]);
    const alike = reported(times, 1_000);
    expect(alike.verdict.runtime).toBeUndefined();
    expect(alike.verdict.ranking).toEqual([
      ['threads', 'py-sequential'],
      ['sequential', 'py-threads'],
    ]);
    expect(alike.otherVerdicts).toEqual([]);
  });

  test('gives the raw ratios of fewer than five rounds, and marks them', () => {
    const lines = verdictLines(reported({ sequential: slow.slice(0, 2), threads: fast.slice(0, 2) }));
    expect(lines).toEqual([
      'threads came out first, but too few rounds tell no more than that',
      'threads: 2.00×, 2.00× as fast as sequential, indicative only: fewer than 5 rounds',
    ]);
  });

  test('is of rounds that are worth fewer where each resembles the one before, and a warning says so', () => {
    const wave = [0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -2, -1].flatMap((x) => [x, x]);
    const rising = reported({ sequential: wave.map(() => 1_000), threads: wave.map((x) => 950 + 20 * x) });
    const [comparison] = rising.verdict.speedUps;
    expect(comparison?.effectiveRounds).toBeLessThan(8);
    expect(rising.verdict.dependence?.correlation).toBeGreaterThan(0.5);
    expect(rising.warnings.map(({ id }) => id)).toContain('rounds-depend');

    const steady = reported({ sequential: slow, threads: fast });
    expect(steady.verdict.speedUps[0]?.effectiveRounds).toBeLessThanOrEqual(5);
    expect(steady.warnings.map(({ id }) => id)).not.toContain('rounds-depend');
  });

  test('tells of outliers, and counts them', () => {
    const wild = [...fast.slice(0, 4), fast[4], ...fast, 5_000].flatMap((ms) => ms ?? []);
    const steady = [...slow, ...slow, 1_000];
    const report = reported({ sequential: steady, threads: wild });
    expect(report.verdict.speedUps[0]?.points).toHaveLength(11);
    expect(verdictLines(report).at(-1)).toContain('; 1 of its 11 rounds is an outlier, and kept');
  });

  test('says of lanes with times of which some runs did not come to their end, and in which one that was', () => {
    const times = [...fast, ...fast].map((ms, round) => (round === 1 ? undefined : ms));
    const report = reported({ sequential: [...slow, ...slow], threads: times });
    expect(report.verdict.best).toEqual(['threads']);
    for (const format of ['table', 'markdown', 'html'] as const) {
      const text = wordsIn(formats[format](report));
      expect(text).toContain('compared are only runs that finished: threads timed out in others');
      expect(text).toContain('took longer than 9 s, with a under way (in round 2)');
    }
  });

  test('names no lane as the only one that was measured where two were, in different rounds', () => {
    const report = reported({ sequential: [1_000, undefined], threads: [undefined, 500] });
    expect(verdictLines(report)).toEqual([
      'no round counts for two of sequential, threads: there is nothing to compare',
    ]);
    expect(verdictLines(reported({ sequential: [1_000, undefined], threads: [undefined] }))).toEqual([
      'only sequential was measured: there is nothing to compare it with',
    ]);
  });
});

describe('the reasons', () => {
  test.each([
    ['in the last round that counts', { sequential: [1_000, 1_000], threads: [500, undefined] }],
    ['in the last run, as none counts', { sequential: [undefined, undefined], threads: [undefined] }],
    [
      'in the last round that counts, or where none does in the last run',
      { sequential: [1_000, 1_000], threads: [undefined, undefined] },
    ],
  ])('are said to be those %s', (run, times) => {
    const report = reported(times);
    for (const format of ['table', 'markdown', 'html'] as const)
      expect(wordsIn(formats[format](report)).toLowerCase()).toMatch(new RegExp(`why, ${run}(?!,)`));
  });
});
