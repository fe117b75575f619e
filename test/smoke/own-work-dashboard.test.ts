import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { afterwards, openTerminal, type TestTerminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const resize = join(folder, 'resize.mjs');
writeFileSync(resize, 'export default (n, lane) => lane.print("resized " + n);\nexport const inputs = ["a", "b"];\n');
afterAll(() => rmSync(folder, { recursive: true }));

let screen: TestTerminal | undefined;
afterEach(() => screen?.close());

test("a file of the user's is a scenario more in the dashboard, at 80×24", async () => {
  screen = openTerminal(80, 24, [resize, '--models', 'sequential,threads']);
  await screen.shows('resized b');
  const shown = await screen.shows(/done in .* 2 tasks/);
  expect(shown).toMatch(/\[7 resize\.mjs\]/);
  expect(shown).toContain('Your own work, under every model.');
  expect(shown).not.toMatch(/, size \d|, delay \d|p Python/);
  screen.press('1');
  await screen.shows(/\[1 interleave\]/);
  await screen.shows('Number: 0');
  screen.press('7');
  await screen.shows(/\[7 resize\.mjs\]/);
  await screen.shows(/done in .* 2 tasks/);
  screen.press('q');
  const text = await screen.shows(/ended with[\s\S]*echo/);
  expect(screen.raw()).toContain('resize.mjs: 2 tasks, lanes in turn');
  expect(afterwards.exec(text)?.[1]).toBe('0');
});

test('a file that cannot be run is told of before there is a dashboard', async () => {
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, 'export const other = () => 1;\n');
  screen = openTerminal(120, 24, [broken]);
  const text = await screen.shows(/ended with[\s\S]*echo/);
  expect(text.replaceAll('\n', '')).toContain('name one of its functions, such as broken.mjs#other');
  expect(afterwards.exec(text)?.[1]).toBe('2');
});
