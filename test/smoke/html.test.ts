import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launch } from '../chromium.ts';
import { lanes } from './lanes.ts';

const executable = findChromium();
const told = executable ?? 'none here, so no page is opened; name one with CHROMIUM=PATH';
process.stdout.write(`HTML report in Chromium: ${told}\n`);

const inPage = readFileSync(new URL('./in-page.js', import.meta.url), 'utf8');

/** What in-page.js tells. */
interface Seen {
  readonly texts: readonly { readonly text: string; readonly contrast: number; readonly pixels: number }[];
  readonly paper: string;
  readonly text: string;
  readonly titles: readonly string[];
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
  readonly overflow: number;
}

test('there is a browser where the checks have to be whole', () => {
  if (process.env['CI']) expect(executable).toBeDefined();
});

describe.skipIf(executable === undefined)(`the HTML report in a browser (${told})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
  const file = join(folder, 'report.html');
  const models = ['sequential', 'promises', 'threads', 'gil-threads'];
  let browser: Browser;

  beforeAll(async () => {
    const amounts = ['--tasks', '3', '--size', '2e6', '--rounds', '5', '--warm-up', '0'];
    const { exitCode, stderr } = await lanes(
      ...['run', 'count', '--models', models.join(','), ...amounts, '--format', 'html', '--output', file],
    );
    expect(exitCode, stderr).toBe(0);
    browser = await launch(executable ?? '');
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: BrowserContextOptions = {}, path = file): Promise<{ page: Page; noise: string[] }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('request', (request) => noise.push(`request of ${request.url()}`));
    page.on('console', (message) => noise.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => noise.push(`dialog: ${dialog.message()}`));
    await page.goto(pathToFileURL(path).href);
    return { page, noise };
  }

  function look(page: Page): Promise<Seen> {
    return page.evaluate(inPage) as Promise<Seen>;
  }

  test('asks for nothing but itself, and has nothing to complain of', async () => {
    const { noise } = await open();
    expect(noise).toEqual([`request of ${pathToFileURL(file).href}`]);
  });

  test('shows without scripts all that it shows with them', async () => {
    const withScripts = await look((await open()).page);
    const without = await look((await open({ javaScriptEnabled: false })).page);
    expect(without.text).toBe(withScripts.text);
    expect(without.elements).not.toContain('script');
    expect(without.attributes.filter((name) => name.startsWith('on'))).toEqual([]);
  });

  test('begins with the verdict, and has a timeline, a bar and a row for every lane', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('section h2').first().innerText()).toBe('Verdict');
    expect(await page.locator('.times tbody th').allInnerTexts()).toEqual(models);
    for (const part of ['.timelines', '.breakdowns']) {
      expect(await page.locator(`${part} figure strong`).allInnerTexts()).toEqual(models);
      for (const figure of await page.locator(`${part} figure`).all()) {
        expect((await figure.locator('svg').boundingBox())?.width).toBeGreaterThan(300);
        expect(await figure.locator('rect').count()).toBeGreaterThan(0);
      }
    }
    expect(await page.locator('.timelines .task').count()).toBeGreaterThanOrEqual(models.length * 3);
  });

  test('has a legend for every colour that it uses', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    for (const part of ['.timelines', '.breakdowns']) {
      const classes = (css: string) =>
        page
          .locator(`${part} ${css}`)
          .all()
          .then((all) => Promise.all(all.map((each) => each.getAttribute('class'))));
      const keys = (await classes('.key')).map((name) => name?.replace('key ', ''));
      expect(keys).toEqual(expect.arrayContaining([...new Set(await classes('rect'))]));
    }
  });

  test('can be read in light and in dark, which differ', async () => {
    const papers: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const { texts, paper } = await look((await open({ colorScheme })).page);
      expect(texts.length).toBeGreaterThan(50);
      expect(texts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
      expect(texts.filter(({ pixels }) => pixels < 10)).toEqual([]);
      papers.push(paper);
    }
    expect(papers).toEqual(['rgb(255, 255, 255)', expect.not.stringContaining('255')]);
  });

  test.each([400, 800, 1_400])('fits a window of %i px', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    expect((await look(page)).overflow).toBe(0);
  });

  test('is light on paper and fits it, with all that is folded away on a screen', async () => {
    const { page } = await open({ colorScheme: 'dark', viewport: { width: 700, height: 1_000 } });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.breakdowns details td').first().boundingBox()).not.toBeNull();
    expect(await page.locator('.breakdowns details td').first().isVisible()).toBe(true);
    const { paper, overflow } = await look(page);
    expect([paper, overflow]).toEqual(['rgb(255, 255, 255)', 0]);
  });

  test('shows hostile text of a task, a worker, an error or the machine as text', async () => {
    const hostile = `</title></style><script>alert(1)</script><img src=x onerror="alert('2')"> ]]> --> & &lt;b&gt; ' "`;
    const log = join(folder, 'hostile.log');
    await lanes('run', 'interleave', '--models', 'promises', '--delay', '1', '--record', log);
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    writeFileSync(log, `${lines.map((line) => JSON.stringify(made(JSON.parse(line), hostile))).join('\n')}\n`);
    const output = join(folder, 'hostile.html');
    const { stderr } = await lanes('replay', log, '--format', 'html', '--output', output);
    expect(stderr).toBe('');
    const { page, noise } = await open({ viewport: { width: 400, height: 800 } }, output);
    const { text, titles, elements, attributes, overflow } = await look(page);
    expect(noise).toEqual([`request of ${pathToFileURL(output).href}`]);
    for (const name of ['script', 'img', 'b']) expect(elements).not.toContain(name);
    for (const name of ['src', 'onerror', 'href']) expect(attributes).not.toContain(name);
    expect(await page.title()).toContain(hostile);
    expect(text.split(hostile).length).toBeGreaterThanOrEqual(4);
    expect(titles.filter((title) => title.startsWith(hostile)).length).toBeGreaterThanOrEqual(2);
    expect(overflow).toBe(0);
  });
});

/** What was read from a log, in which every text that may come from anywhere is this one. */
function made(value: unknown, hostile: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => made(item, hostile));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [name, made(member, hostile, name)]);
    const { end, ...rest } = Object.fromEntries(members) as Record<string, unknown>;
    return end === undefined ? rest : { ...rest, end: 'failed', reason: hostile };
  }
  // The runner itself is told by the name that it has in every log.
  if (key === 'worker' && value === 'run') return value;
  return ['label', 'worker', 'text', 'preview', 'cpu', 'closing', 'title', 'message'].includes(key) ||
    (key === 'id' && typeof value === 'string')
    ? hostile
    : value;
}
