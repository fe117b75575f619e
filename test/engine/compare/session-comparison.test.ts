import { describe, expect, test } from 'vitest';
import type { SessionComparison } from '../../../src/engine/compare/comparison.ts';
import { comparisonFormats } from '../../../src/engine/compare/formats.ts';
import { differencesOf } from '../../../src/engine/compare/ground.ts';
import { compareSessions } from '../../../src/engine/compare/session-comparison.ts';
import { json } from '../../../src/engine/report/format.ts';
import type { Report } from '../../../src/engine/report/report.ts';
import { validComparison, validReport } from '../../valid-json.ts';
import { sampleReport } from '../report/reports.ts';

const jitter = [0, 0.01, -0.01, 0.02, -0.02, 0.005, -0.005];

/** The sample report, its lanes with rounds of about these times on a steady machine. */
function reportOf(times: Readonly<Record<string, number>>, rounds = jitter.length, loopMs = 5): Report {
  const report = sampleReport();
  const lanes = report.lanes.map((lane) => ({
    ...lane,
    rounds: jitter.slice(0, rounds).flatMap((noise, index) =>
      lane.rounds.slice(0, 1).map((round) => ({
        ...round,
        round: index + 1,
        wallMs: (times[lane.lane] ?? 100) * (1 + noise),
        reference: { beforeMs: loopMs, afterMs: loopMs },
      })),
    ),
  }));
  return validReport(json({ ...report, lanes }));
}

function compared(base: Report, next: Report, tolerance = 0.1): SessionComparison {
  return compareSessions(base, next, { lanes: ['sequential', 'promises', 'threads'], tolerance });
}

describe('two sessions', () => {
  test('of the same times are equivalent in every lane, and nothing got worse', () => {
    const { lanes } = compared(reportOf({}), reportOf({}));
    expect(lanes.map(({ outcome }) => outcome)).toEqual(['equivalent', 'equivalent', 'equivalent']);
    expect(lanes.some(({ worse }) => worse)).toBe(false);
  });

  test('of which one lane takes 20 % longer differ in that one, which got worse', () => {
    const { lanes } = compared(reportOf({}), reportOf({ threads: 120 }));
    expect(lanes.map(({ outcome, worse }) => [outcome, worse])).toEqual([
      ['equivalent', false],
      ['equivalent', false],
      ['slower', true],
    ]);
    expect(lanes[2]?.ratio).toBeCloseTo(1.2, 10);
    expect(lanes[2]?.interval?.low).toBeLessThan(1.2);
    expect(lanes[2]?.interval?.high).toBeGreaterThan(1.2);
  });

  test('tell that a lane got slower by less than the tolerance, which is not worse', () => {
    const [, , threads] = compared(reportOf({}), reportOf({ threads: 120 }), 0.25).lanes;
    expect(threads).toMatchObject({ outcome: 'slower', worse: false });
  });

  test('blame no lane for what the machine got slower: only what is beyond that and the tolerance is worse', () => {
    const slower = (ms: number) =>
      compared(reportOf({}), reportOf({ threads: ms, sequential: 116, promises: 116 }, 7, 5.8)).lanes[2];
    expect(slower(121)).toMatchObject({ outcome: 'slower', worse: false, machine: expect.closeTo(1.16, 10) });
    expect(slower(140)).toMatchObject({ outcome: 'slower', worse: true });
  });

  test('of fewer than five rounds are told as indicative, and never as worse', () => {
    const [, , threads] = compared(reportOf({}, 4), reportOf({ threads: 300 }, 4)).lanes;
    expect(threads).toMatchObject({ outcome: 'indicative', worse: false });
    expect(threads?.ratio).toBeCloseTo(3, 10);
    expect(threads).not.toHaveProperty('interval');
  });

  test('name the lanes that only one of them has', () => {
    const all = reportOf({});
    const without = (name: string) => ({ ...all, lanes: all.lanes.filter((lane) => lane.lane !== name) });
    const comparison = compareSessions(without('threads'), without('promises'), {
      lanes: ['sequential'],
      tolerance: 0.1,
    });
    expect(comparison).toMatchObject({ onlyInBase: ['promises'], onlyInNext: ['threads'] });
    const text = comparisonFormats['table']?.(comparison);
    expect(text).toMatch(/^only in base: promises$/m);
    expect(text).toMatch(/^only in new: threads$/m);
  });
});

describe('a lane that was measured in base, and in new', () => {
  const base = reportOf({});
  type Lane = Report['lanes'][number];

  function threadsOf(before: Report, next: Report) {
    const comparison = compared(before, next);
    expect(validComparison(comparisonFormats['json']?.(comparison) ?? '')).toEqual(comparison);
    const row = /^\| threads .*$/m.exec(comparisonFormats['markdown']?.(comparison) ?? '')?.[0];
    return { lane: comparison.lanes[2], row, comparison };
  }

  /** The report with another lane of threads. */
  function withThreads(change: (lane: Lane) => Partial<Lane>, report = base): Report {
    return {
      ...report,
      lanes: report.lanes.map((lane) => (lane.lane === 'threads' ? { ...lane, ...change(lane) } : lane)),
    };
  }

  const without = (state: Lane['state'], reason?: string) =>
    withThreads(() => ({ state, rounds: [], ...(reason !== undefined && { reason }) }));
  const uncounted = ({ rounds }: Lane) => ({ rounds: rounds.map((round) => ({ ...round, counts: false })) });
  const differing: Report = {
    ...withThreads(uncounted),
    warnings: [{ id: 'results-differ', message: 'results differ under threads', advice: '' }],
  };

  test.each([
    ['failed', without('failed', 'out of memory'), 'failed, worse'],
    ['timed out', without('timed-out'), 'timed out, worse'],
    ['gave differing results', differing, 'results differ, worse'],
  ])('%s, got worse, and its row says why', (_, next, verdict) => {
    const { lane, row } = threadsOf(base, next);
    expect(lane).toMatchObject({ outcome: 'not-measured', worse: true });
    expect(row).toMatch(new RegExp(` ${verdict} \\|$`));
  });

  test('failed is told of with the reason', () => {
    const { comparison } = threadsOf(base, without('failed', 'out of memory'));
    expect(comparisonFormats['table']?.(comparison)).toMatch(/^threads failed in new: out of memory$/m);
  });

  test.each([
    ['was stopped', without('stopped'), 'stopped'],
    ['cannot run there', without('unavailable'), 'unavailable'],
    ['has no time that counts for another reason', withThreads(uncounted), 'not measured'],
  ])('%s, is not worse', (_, next, verdict) => {
    const { lane, row } = threadsOf(base, next);
    expect(lane).toMatchObject({ outcome: 'not-measured', worse: false });
    expect(row).toMatch(new RegExp(` ${verdict} \\|$`));
  });

  test.each([
    ['failed', without('failed', 'out of memory')],
    ['timed out', without('timed-out')],
    ['gave differing results', differing],
  ])('%s before, and does not now, works now, and is not called so again', (_, before) => {
    const { lane, row } = threadsOf(before, base);
    expect(lane).toMatchObject({ outcome: 'not-measured', works: 'now', worse: false });
    expect(row).toMatch(/ works now \|$/);
  });

  test('failed in some of the rounds before, and in none now, works now, whatever its times do', () => {
    const { lane, row } = threadsOf(
      withThreads(() => ({ state: 'failed' })),
      base,
    );
    expect(lane).toMatchObject({ outcome: 'equivalent', works: 'now', worse: false });
    expect(row).toMatch(/ equivalent, works now \|$/);
  });

  test.each([
    ['was stopped', without('stopped'), 'stopped in base'],
    ['could not run there', without('unavailable'), 'unavailable in base'],
  ])('%s in base, is told to have been so then', (_, before, verdict) => {
    const { lane, row } = threadsOf(before, base);
    expect(lane).toMatchObject({ works: 'as-before', worse: false });
    expect(row).toMatch(new RegExp(` ${verdict} \\|$`));
  });

  test('failed in both is not worse', () => {
    expect(threadsOf(without('failed'), without('failed')).lane).toMatchObject({ worse: false });
  });

  test('failed in some of the rounds got worse, unless it did before', () => {
    const flaky = withThreads(() => ({ state: 'failed' }));
    const { lane, row } = threadsOf(base, flaky);
    expect(lane).toMatchObject({ outcome: 'equivalent', worse: true });
    expect(row).toMatch(/ failed in a round, worse \|$/);
    expect(threadsOf(flaky, flaky).lane).toMatchObject({ worse: false });
    expect(threadsOf(flaky, without('failed')).lane).toMatchObject({ worse: true });
  });
});

describe('a lane that got slower, where the sessions were warned of what can explain it,', () => {
  type Id = Report['warnings'][number]['id'];
  const slower = (ms: number) => reportOf({ threads: ms });
  const warned = (report: Report, id: Id, othersCores?: number): Report => ({
    ...report,
    warnings: [{ id, message: `the machine: ${id}`, advice: 'measure again' }],
    ...(othersCores !== undefined && { othersCores }),
  });
  const quiet = { ...reportOf({}), othersCores: 0.02 };
  const busy = (ms: number, othersCores = 1.3) => warned(slower(ms), 'machine-busy', othersCores);
  const threadsIn = (base: Report, next: Report, strict?: true) => {
    const comparison = compareSessions(base, next, {
      lanes: ['sequential', 'promises', 'threads'],
      tolerance: 0.1,
      ...(strict && { strict }),
    });
    expect(validComparison(comparisonFormats['json']?.(comparison) ?? '')).toEqual(comparison);
    return { lane: comparison.lanes[2], text: comparisonFormats['table']?.(comparison).replaceAll('\n  ', ' ') ?? '' };
  };

  test('is doubtful and not worse, and it is said why', () => {
    const { lane, text } = threadsIn(quiet, busy(130));
    expect(lane).toMatchObject({ outcome: 'slower', doubts: ['machine-busy'], worse: false });
    expect(text).toMatch(/^threads .* slower, doubtful$/m);
    expect(text).toContain(
      'doubtful: other programs can explain so much of a difference without the lane; measure both',
    );
    expect(text).toContain('in new: the machine: machine-busy\n');
  });

  test('is worse all the same where that is asked for', () => {
    const { lane, text } = threadsIn(quiet, busy(130), true);
    expect(lane).toMatchObject({ outcome: 'slower', doubts: ['machine-busy'], worse: true });
    expect(text).toMatch(/^threads .* slower, worse$/m);
  });

  test.each([
    ['other programs took as much in base', warned(quiet, 'machine-busy', 1.25), busy(130)],
    [
      'other programs ran in base alone, and made it slower',
      warned(quiet, 'machine-busy', 1.3),
      { ...slower(130), othersCores: 0 },
    ],
    ['it took ten times as long, which half a core of others does not explain', quiet, busy(1_000, 0.5)],
    ['the machine drifted, but by less than it got slower', quiet, warned(slower(130), 'drifted')],
    ['the clock steps, but by less than it got slower', quiet, warned(slower(130), 'clock-too-coarse')],
    ['there is but one core, in both', warned(quiet, 'one-core'), warned(slower(130), 'one-core')],
    ['a quota throttles, in both', warned(quiet, 'quota-below-cores'), warned(slower(130), 'quota-below-cores')],
  ])('is worse where %s', (_, base, next) => {
    expect(threadsIn(base, next).lane).toMatchObject({ doubts: [], worse: true });
  });

  test.each([
    ['other programs took as much as there is', quiet, busy(1_000, 2.1), 'machine-busy'],
    ['they left little in base, and less now', warned(quiet, 'machine-busy', 1.4), busy(130, 1.55), 'machine-busy'],
    ['it is not known how much other programs took', reportOf({}), warned(slower(130), 'machine-busy'), 'machine-busy'],
    ['the machine drifted by as much in one of them', quiet, warned(slower(113), 'drifted'), 'drifted'],
    ['the machine drifted in the other one', warned(quiet, 'drifted'), slower(113), 'drifted'],
    [
      'the clock steps by as much',
      quiet,
      (({ environment, ...next }) => ({ ...next, environment: { ...environment, clockStepUs: 20_000 } }))(
        warned(slower(115), 'clock-too-coarse'),
      ),
      'clock-too-coarse',
    ],
  ] as const)('is doubtful where %s', (_, base, next, doubt) => {
    expect(threadsIn(base, next).lane).toMatchObject({ outcome: 'slower', doubts: [doubt], worse: false });
  });

  test('or ran out of time beside other programs, is doubtful; one that failed is worse', () => {
    const without = (state: 'failed' | 'timed-out', report: Report): Report => ({
      ...report,
      lanes: report.lanes.map((lane) => (lane.lane === 'threads' ? { ...lane, state, rounds: [] } : lane)),
    });
    const late = threadsIn(quiet, without('timed-out', busy(130)));
    expect(late.lane).toMatchObject({ works: 'no-longer', doubts: ['machine-busy'], worse: false });
    expect(late.text).toMatch(/^threads .* timed out, doubtful$/m);
    expect(threadsIn(quiet, without('failed', busy(130))).lane).toMatchObject({ doubts: [], worse: true });
  });

  test('is no more doubtful than one that got faster, for other programs ran in base', () => {
    const { lane, text } = threadsIn(busy(130), quiet);
    expect(lane).toMatchObject({ outcome: 'faster', doubts: ['machine-busy'], worse: false });
    expect(text).toMatch(/^threads .* faster, doubtful$/m);
    expect(text).toContain('in base: the machine: machine-busy\n');
  });

  test('is told of with each warning once', () => {
    const { text } = threadsIn(warned(quiet, 'one-core'), warned(slower(130), 'one-core'));
    expect(text.match(/the machine: one-core/g)).toHaveLength(1);
    expect(text).toContain('in both: the machine: one-core\n');
  });
});

test('sessions on different machines, versions or parameters are told apart by what differs', () => {
  const base = reportOf({});
  const next = {
    ...base,
    environment: { ...base.environment, cpu: 'Another', quota: 1.5, node: '26.0.0' },
    scenario: { ...base.scenario, tasks: 4, seed: 9 },
    lanes: base.lanes.map((lane) => ({ ...lane, size: 7 })),
  };
  expect(differencesOf(base, base)).toEqual([]);
  expect(differencesOf(base, next).map(({ what, next }) => [what, next])).toEqual([
    ['cpu', 'Another'],
    ['quota', '1.5'],
    ['node', '26.0.0'],
    ['tasks', '4'],
    ['size', '7'],
  ]);
});

describe('as a text', () => {
  const base = reportOf({});
  const next = reportOf({ threads: 120 });
  const comparison = compared(base, { ...next, environment: { ...next.environment, cpu: 'a|b\u001b[31m' } });

  test('is a table with what differs under it', () => {
    const text = comparisonFormats['table']?.(comparison) ?? '';
    expect(text).toMatch(/^threads .*\+20\.0 % {2}\+\d+\.\d\.\.\+\d+\.\d % .*\+20\.0 % {2}slower, worse$/m);
    expect(text).toContain('cpu was A CPU of 2024, is a|b\n');
  });

  test('tells what the machine changed, and numbers with their thousands parted', () => {
    const sized = (report: Report, size: number) => ({
      ...report,
      lanes: report.lanes.map((lane) => ({ ...lane, size })),
    });
    const faster = compared(sized(base, 10_000_000), sized(reportOf({}, 7, 4.5), 30_000_000));
    const text = comparisonFormats['table']?.(faster);
    expect(text?.replaceAll('\n  ', ' ')).toContain(
      "the reference loop took 10.0 % less time than in base: as much change of a lane is the machine's\n",
    );
    expect(text).toContain('size was 10,000,000, is 30,000,000\n');
    const slower = compared(base, reportOf({}, 7, 5.5));
    expect(comparisonFormats['table']?.(slower)).toContain('the reference loop took 10.0 % more time than in base');
  });

  test.each(['py-process-pool:16', 'py-process-pool@3.14.2t:16'])(
    'is no wider than 80 columns with the lane %s, and has its change and verdict',
    (name) => {
      const [lane] = compared(reportOf({}), reportOf({ sequential: 240 })).lanes;
      if (lane === undefined) throw new Error('no lane');
      const failed = { ...lane.next, state: 'failed' as const, reason: 'out of memory '.repeat(20) };
      const wide: SessionComparison = {
        ...comparison,
        differences: [{ what: 'cpu', base: 'a CPU of some maker '.repeat(4), next: 'another CPU '.repeat(9) }],
        lanes: [
          { ...lane, lane: name, base: { ...lane.base, wallMs: 123_456 }, next: { ...lane.next, wallMs: 234_567 } },
          { ...lane, next: failed },
        ],
        onlyInBase: Array.from({ length: 20 }, (_, index) => `thread-pool:${index + 1}`),
      };
      const text = comparisonFormats['table']?.(wide) ?? '';
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
      expect(text).toMatch(/^py-process-pool.* 123\.46 s {2}234\.57 s {2}\+140\.0 % .*slower,/m);
    },
  );

  test('is Markdown in which nothing of the reports becomes markup', () => {
    const text = comparisonFormats['markdown']?.(comparison) ?? '';
    expect(text.match(/^\| (sequential|promises|threads) \|/gm)).toHaveLength(3);
    expect(text).toContain('is a\\|b\n');
  });

  test('is JSON with the figures', () => {
    expect(validComparison(comparisonFormats['json']?.(comparison) ?? '')).toEqual(comparison);
  });
});
