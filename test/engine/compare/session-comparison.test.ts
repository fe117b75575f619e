import { describe, expect, test } from 'vitest';
import { comparisonFormats } from '../../../src/engine/compare/formats.ts';
import { differencesOf } from '../../../src/engine/compare/ground.ts';
import { compareSessions, type SessionComparison } from '../../../src/engine/compare/session-comparison.ts';
import { json } from '../../../src/engine/report/json.ts';
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
        wallMs: (times[lane.model] ?? 100) * (1 + noise),
        reference: { beforeMs: loopMs, afterMs: loopMs },
      })),
    ),
  }));
  return validReport(json({ ...report, lanes }));
}

function compared(base: Report, next: Report, tolerance = 0.1): SessionComparison {
  return compareSessions(base, next, { models: ['sequential', 'promises', 'threads'], tolerance });
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

  test('of which one did not measure a lane say so', () => {
    const next = reportOf({});
    const failed = next.lanes.map((lane) => ({ ...lane, state: 'failed' as const, rounds: [] }));
    const [lane] = compared(reportOf({}), { ...next, lanes: failed }).lanes;
    expect(lane).toMatchObject({ outcome: 'not-measured', worse: false });
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
    expect(text).toMatch(/^threads .*\+20\.0 % {2}\+\d.* % to \+\d.* % {2}slower, beyond the tolerance$/m);
    expect(text).toContain('cpu was A CPU of 2024, is a|b\n');
  });

  test('is Markdown in which nothing of the reports becomes markup', () => {
    const text = comparisonFormats['markdown']?.(comparison) ?? '';
    expect(text.match(/^\| (sequential|promises|threads) \|/gm)).toHaveLength(3);
    expect(text).toContain('is a\\|b\n');
  });

  test('is JSON with the figures', () => {
    expect(validComparison(comparisonFormats['json']?.(comparison) ?? '')).toEqual(comparison);
  });
});
