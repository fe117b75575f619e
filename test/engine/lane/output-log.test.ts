import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OutputLine, OutputLog } from '../../../src/engine/lane/output-log.ts';

function line(text: string, at = 0): OutputLine {
  return { at, stream: 'task', task: 0, text };
}

function texts(lines: readonly OutputLine[]): string[] {
  return lines.map(({ text }) => text);
}

const batches = fc.array(fc.array(fc.string({ maxLength: 20 }), { maxLength: 400 }), { maxLength: 30 });

test('counts every line and gives back the newest ones, however they were appended', () => {
  fc.assert(
    fc.property(batches, fc.nat(600), fc.nat(600), (given, howMany, back) => {
      const all = given.flat();
      const log = given.reduce((so, batch) => so.append(batch.map((text) => line(text))), OutputLog.empty);
      expect(log.count).toBe(all.length);
      const kept = all.slice(all.length - log.kept);
      const end = Math.max(0, kept.length - back);
      expect(texts(log.tail(howMany, back))).toEqual(kept.slice(Math.max(0, end - howMany), end));
    }),
  );
});

test('leaves the log that it was appended to as it was', () => {
  const first = OutputLog.empty.append([line('a')]);
  first.append([line('b')]);
  expect(texts(first.tail(10))).toEqual(['a']);
  expect(OutputLog.empty.count).toBe(0);
});

test('keeps a bounded number of lines', () => {
  let log = OutputLog.empty;
  for (let batch = 0; batch < 1_000; batch += 1) {
    log = log.append(Array.from({ length: 100 }, (_, index) => line(`${batch}.${index}`)));
  }
  expect(log.count).toBe(100_000);
  expect(log.kept).toBeLessThanOrEqual(5_120);
  expect(texts(log.tail(1))).toEqual(['999.99']);
});

test('keeps a bounded number of characters, but always the newest lines', () => {
  let log = OutputLog.empty;
  for (let index = 0; index < 2_000; index += 1) log = log.append([line('x'.repeat(8_000))]);
  const characters = texts(log.tail(log.kept)).join('').length;
  expect(characters).toBeLessThan(4_200_000);
  expect(log.kept).toBeGreaterThan(0);
  expect(log.count).toBe(2_000);
});
