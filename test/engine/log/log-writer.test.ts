import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LogWriter } from '../../../src/engine/log/log-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Lines that are told from each other. */
function lines(from: number, howMany: number): string {
  return Array.from({ length: howMany }, (_, index) => `${from + index} ${'x'.repeat(90)}\n`).join('');
}

test('what comes faster than it is written makes the caller wait, and every line is there in its place', async () => {
  const file = join(folder, 'flood.log');
  const writer = new LogWriter(file);
  const [batches, each] = [40, 5_000];
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  // Without a turn of the event loop nothing is written beside this.
  for (let batch = 0; batch < batches; batch += 1) {
    writer.write(lines(batch * each, each));
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(await writer.end()).toBeUndefined();
  const written = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(written).toHaveLength(batches * each);
  expect(written.every((line, index) => line.startsWith(`${index} `))).toBe(true);
  // 19 MB went through it.
  expect(most).toBeLessThan(15_000_000);
});

test('keeps the order where writes beside the caller and writes of its own meet', async () => {
  const file = join(folder, 'mixed.log');
  const writer = new LogWriter(file);
  let next = 0;
  for (const howMany of [1, 60_000, 3, 50_000, 1, 1, 70_000, 2]) {
    writer.write(lines(next, howMany));
    next += howMany;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await writer.end()).toBeUndefined();
  const written = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(written.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: next }, (_, index) => index));
});
