import { describe, expect, test } from 'vitest';
import { csv } from '../../../src/engine/report/csv.ts';
import { formats } from '../../../src/engine/report/formats.ts';
import { html } from '../../../src/engine/report/html.ts';
import { markdown } from '../../../src/engine/report/markdown.ts';
import type { Report } from '../../../src/engine/report/report.ts';
import { sampleReport } from './reports.ts';

/** A report in which what came from a task is hostile. */
function hostileReport(reason: string): Report {
  const report = sampleReport();
  const lanes = report.lanes.map((lane, index) => (index === 0 ? { ...lane, state: 'failed' as const, reason } : lane));
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
    expect(text.match(/^\| (sequential|promises|threads|gil-threads) \|/gm)).toHaveLength(4);
    expect(text).toContain('too few rounds tell no more than that');
    expect(text).toContain('**promises**');
  });

  test('lets nothing of a task become markup', () => {
    expect(markdown(hostileReport('a | b <script>\n# heading'))).toContain('a \\| b \\<script\\> \\# heading');
  });
});

describe('html', () => {
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
