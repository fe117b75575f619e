import { describe, expect, test } from 'vitest';
import { partNames } from '../../../src/engine/measure/time/breakdown.ts';
import { formats } from '../../../src/engine/report/formats.ts';
import type { Report } from '../../../src/engine/report/report.ts';
import type { ReportRound } from '../../../src/engine/report/round.ts';
import { wholeOf } from '../../../src/engine/report/typical.ts';
import { wordedMs } from '../../../src/engine/text/numbers.ts';
import { scriptedLane } from '../measure/lanes.ts';
import { reportOn, sampleReport } from './reports.ts';

const { csv, html, markdown, table } = formats;

/** A report in which what came from a task is hostile. */
function hostileReport(reason: string): Report {
  const report = sampleReport();
  const lanes = report.lanes.map((lane, index) => (index === 0 ? { ...lane, state: 'failed' as const, reason } : lane));
  return { ...report, lanes };
}

/** A report in which the last run of each lane was rejected, and twice as long as the two that count. */
function rejectedReport(): Report {
  const report = sampleReport();
  const lanes = report.lanes.map((lane) => {
    const rounds = lane.rounds.flatMap((round) => [
      { ...round, round: 1, workers: [], tasks: [] },
      { ...round, round: 2, workers: [], tasks: [] },
      { ...round, ...twiceAsLong(round), round: 3, kind: 'rejected' as const, counts: false },
    ]);
    return { ...lane, rounds };
  });
  return { ...report, scenario: { ...report.scenario, rounds: 3 }, lanes };
}

function twiceAsLong({ wallMs, breakdownMs }: ReportRound): Pick<ReportRound, 'wallMs' | 'breakdownMs'> {
  const parts = partNames.map((name) => [name, 2 * breakdownMs[name]]);
  return { wallMs: 2 * wallMs, breakdownMs: Object.fromEntries(parts) as ReportRound['breakdownMs'] };
}

/** A report in which the lane under a GIL was one of Python's. */
function pythonReport(): Report {
  const report = sampleReport();
  const lanes = report.lanes.map((lane) => (lane.lane === 'gil-threads' ? { ...lane, lane: 'py-threads' } : lane));
  return { ...report, lanes };
}

test.each(Object.entries(formats))(
  '%s gives the same text for the same report, ending in a line break',
  (_, format) => {
    const text = format(sampleReport());
    expect(text).toBe(format(sampleReport()));
    expect(text.endsWith('\n')).toBe(true);
  },
);

test.each(Object.entries(formats))('%s takes a report without lanes', (_, format) => {
  expect(format({ ...sampleReport(), lanes: [] })).not.toBe('');
});

test.each(Object.entries(formats))('%s tells why a lane that never began has failed', (_, format) => {
  const report = sampleReport();
  const reason = 'the runner did not start: it exited with code 1: no module';
  const lanes = report.lanes.map((lane, index) =>
    index === 0 ? { ...lane, state: 'failed' as const, reason, rounds: [] } : lane,
  );
  expect(format({ ...report, lanes }).replaceAll(/\s+/g, ' ')).toContain(reason);
});

const asPeopleRead = { table, markdown, html };

test.each(Object.entries(asPeopleRead))(
  '%s tells that the GIL of a lane in Python is inferred, and no other',
  (_, format) => {
    const inferred = /GIL in Python.*inferred, as CPython does not tell/s;
    expect(unwrapped(format(pythonReport()))).toMatch(inferred);
    expect(unwrapped(format(sampleReport()))).not.toMatch(inferred);
  },
);

test.each(Object.entries(asPeopleRead))('%s leaves what is not known of the use of cores empty', (_, format) => {
  const report = sampleReport();
  const bare = report.lanes.map(({ speedUp, ...lane }) => ({
    ...lane,
    rounds: lane.rounds.map(({ parallelism, peakBytes, ...round }) => round),
  }));
  expect(format({ ...report, lanes: bare })).not.toMatch(/undefined|NaN/);
});

test.each(Object.entries(asPeopleRead))('%s tells no serial fraction of a lane that is slower', (_, format) => {
  const report = sampleReport();
  const withSpeedUp = (speedUp: number): Report => {
    const lanes = report.lanes.map(({ rounds, ...lane }) => ({
      ...lane,
      speedUp,
      rounds: rounds.map((round) => ({
        ...round,
        ...(round.parallelism && { parallelism: { ...round.parallelism, serialFraction: 77.77 } }),
      })),
    }));
    return { ...report, lanes };
  };
  expect([1.1, 0.9].map((speedUp) => format(withSpeedUp(speedUp)).includes('77.77'))).toEqual([true, false]);
});

describe('efficiency and serial fraction', () => {
  const lanesOf = (cpu: number, waits: readonly (readonly ['sleep', number, number])[]) => {
    const loop = { id: 'loop', kind: 'loop' as const, started: 0, cpu };
    const tasks = (from: (id: number) => number) =>
      Array.from({ length: 4 }, (_, id) => {
        const own = waits.map(([kind, at, ms]) => [kind, from(id) + at, ms] as const);
        return { id, from: from(id), to: from(id) + 100, waits: own };
      });
    return [
      scriptedLane('sequential', [{ ...loop, exited: 400, tasks: tasks((id) => id * 100) }], 400, cpu),
      scriptedLane('promises', [{ ...loop, exited: 104, tasks: tasks((id) => id) }], 104, cpu),
    ];
  };
  const use = (report: Report) => report.lanes[1]?.rounds[0]?.parallelism;

  test('are told of work that computes', () => {
    const report = reportOn(lanesOf(400, []));
    expect(use(report)?.efficiency).toBeCloseTo(400 / 104, 6);
    for (const format of Object.values(asPeopleRead)) expect(format(report)).toContain('3.85');
  });

  test('are not told of work that waits, in any format', () => {
    const report = reportOn(lanesOf(8, [['sleep', 2, 98]]));
    expect(use(report)).not.toHaveProperty('efficiency');
    expect(use(report)).not.toHaveProperty('serialFraction');
    const [heading = '', ...rows] = csv(report).trimEnd().split('\r\n');
    const place = heading.split(',').indexOf('efficiency');
    expect(rows.map((row) => row.split(',')[place])).toEqual(['', '']);
    // The speed-up alone.
    for (const format of Object.values(asPeopleRead)) expect(format(report).match(/3\.85/g)).toHaveLength(1);
  });
});

test.each(Object.entries(asPeopleRead))(
  '%s says of which run the reasons are where there were several',
  (_, format) => {
    const heading = /why, in the last round that counts/i;
    expect(unwrapped(format(rejectedReport()))).toMatch(heading);
    expect(unwrapped(format(sampleReport()))).not.toMatch(heading);
  },
);

test.each(Object.entries(asPeopleRead))('%s has where the time went from the runs that count', (_, format) => {
  const wholes = (report: Report) => report.lanes.map((lane) => wordedMs(wholeOf(lane) ?? 0));
  const text = format(rejectedReport());
  expect(wholes(rejectedReport())).toEqual(wholes(sampleReport()));
  for (const whole of wholes(sampleReport())) expect(text).toContain(whole);
});

function unwrapped(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

describe('csv', () => {
  test('has a header and as many fields in every record', () => {
    const records = csv(sampleReport())
      .trimEnd()
      .split('\r\n')
      .map((record) => record.split(','));
    expect(records).toHaveLength(5);
    expect(new Set(records.map((record) => record.length)).size).toBe(1);
    const wall = records[0]?.indexOf('wallMs') ?? -1;
    expect(records[1]?.[wall]).toBe('505');
  });

  test('quotes what needs it, and leaves no formula', () => {
    expect(csv(hostileReport('=1+1, "quoted"'))).toContain(`"'=1+1, ""quoted"""`);
  });
});

describe('markdown', () => {
  test('has a row for each lane, the verdict and the reasons', () => {
    const text = markdown(sampleReport());
    expect(text).toContain('## fixture: 10 tasks, lanes in turn, 2 cores');
    expect(text.match(/^\| (sequential|promises|threads|gil-threads) \| finished/gm)).toHaveLength(4);
    expect(text).toContain('too few rounds tell no more than that');
    expect(text).toContain('**promises**');
  });

  test('has where the time went and how the cores were used', () => {
    const text = markdown(sampleReport());
    const part = (heading: string) => text.split(`### ${heading}\n\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
    const shares = part("Where the workers' time went, in %");
    expect(shares[0]).toBe(
      '| model | time | start-up | passing data | on a core | waiting for a core | waiting for the GIL | sleeping | tear-down | unattributed |',
    );
    const uses = part('How the cores were used');
    expect(uses[0]).toBe(
      '| model | effective parallelism | usable cores | efficiency | serial fraction | voluntary switches | involuntary switches | peak memory |',
    );
    expect(uses[4]).toMatch(/^\| threads \| 1\.93 \| 2 \|/);
    expect([shares.length, uses.length]).toEqual([6, 6]);
  });

  test('lets nothing of a task become markup', () => {
    expect(markdown(hostileReport('a | b <script>\n# heading'))).toContain('a \\| b \\<script\\> \\# heading');
  });
});

describe('html', () => {
  test('draws no tear-down of a loop before the last of its overlapping tasks has ended', () => {
    const [promises] = sampleReport().lanes.slice(1, 2);
    const text = html({ ...sampleReport(), lanes: promises === undefined ? [] : [promises] });
    // The last of ten overlapping tasks ends at 499 ms, the loop at 500.
    expect(text.match(/loop: tear-down, [^<]*/g)).toEqual(['loop: tear-down, 1.0 ms']);
  });

  test('is one page that loads nothing and runs nothing', () => {
    const page = html(sampleReport());
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import|https?:/);
    expect(page).toContain("default-src 'none'");
  });

  test('has timeline, breakdown and table, for light and dark', () => {
    const page = html(sampleReport());
    expect(page.match(/<svg/g)).toHaveLength(9);
    expect(page).toContain('<th scope="row">threads</th>');
    expect(page).toContain('prefers-color-scheme: dark');
  });

  test('tells how the cores were used, and what that means', () => {
    const section = html(sampleReport()).split('<section class="cores">')[1]?.split('</section>')[0] ?? '';
    const headings = section.match(/(?<=<th scope="col"[^>]*>)[^<]+/g);
    expect(headings).toEqual([
      'model',
      'effective parallelism',
      'usable cores',
      'efficiency',
      'serial fraction',
      'voluntary switches',
      'involuntary switches',
      'peak memory',
    ]);
    expect(section.match(/(?<=<dt>)[^<]+/g)).toEqual(headings?.slice(1));
    expect(section).toContain('<th scope="row">threads</th><td class="figure">1.93</td><td class="figure">2</td>');
  });

  test('draws the last run, and says which it is and that it does not count', () => {
    const page = html(rejectedReport());
    expect(page).toContain('<strong>threads</strong> 0.54 s, the last run, round 3, rejected</figcaption>');
    expect(page.match(/of all workers together, mean of the 2 rounds that count<\/figcaption>/g)).toHaveLength(4);
  });

  test.each([
    [{ kind: 'warm-up', state: 'finished', counts: false }, ', the last run, warm-up 1'],
    [{ kind: 'measured', state: 'stopped', counts: false }, ', stopped'],
    [{ kind: 'measured', state: 'finished', counts: false }, ', does not count'],
    [{ kind: 'measured', state: 'finished', counts: true }, ''],
  ] as const)('says of the only run of a lane what it is: %j', (run, told) => {
    const report = sampleReport();
    const lanes = report.lanes.map((lane) => ({ ...lane, rounds: lane.rounds.map((round) => ({ ...round, ...run })) }));
    const page = html({ ...report, lanes });
    expect(page).toContain(`<strong>threads</strong> 0.27 s${told}</figcaption>`);
    expect(page).toMatch(new RegExp(`of all workers together${told}</figcaption>`));
  });

  test('closes every element in the order in which they were opened', () => {
    const open: string[] = [];
    for (const [, slash, name = ''] of html(sampleReport()).matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/gi)) {
      if (name === 'meta') continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  test('lets nothing of a task become markup', () => {
    const page = html(hostileReport('<script>alert("1")</script>'));
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });
});
