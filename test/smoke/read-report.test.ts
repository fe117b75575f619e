import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lanes } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const report = join(root, 'a.json');
const short = ['run', 'count', '--size', '10', '--tasks', '2', '--models', 'promises', '--format', 'json'];

beforeAll(async () => {
  await lanes(...short, '--output', report);
});
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

describe('a report is read however a shell wrote it', () => {
  const text = () => readFileSync(report, 'utf8');
  const littleEndian = () => Buffer.from(`\ufeff${text()}`, 'utf16le');
  test.each<[string, () => Buffer]>([
    ['with a byte order mark', () => Buffer.from(`\ufeff${text()}`)],
    ['in UTF-16, as PowerShell writes it', littleEndian],
    ['in UTF-16 of the other order', () => littleEndian().swap16()],
    ['in UTF-16 without a byte order mark', () => Buffer.from(text(), 'utf16le')],
    ['with two byte order marks', () => Buffer.from(`\ufeff\ufeff${text()}`)],
    ['with carriage returns', () => Buffer.from(text().replaceAll('\n', '\r\n'))],
  ])('%s', async (_, content) => {
    const file = join(newFolder(), 'encoded.json');
    writeFileSync(file, content());
    const { stderr, exitCode } = await lanes('compare', file, report, '--across');
    expect(stderr).not.toContain('is no report');
    expect([0, 3]).toContain(exitCode);
  });

  test.each([
    ['latin1', () => Buffer.from('{"schema": "\xe9"}', 'latin1')],
    ['UTF-32', () => Buffer.from([...`\ufeff${text()}`].flatMap((one) => [...Buffer.from(one, 'utf16le'), 0, 0]))],
    ['nothing', () => Buffer.alloc(64)],
  ])('and where it is neither but %s, the encodings that are read are named', async (_, content) => {
    const file = join(newFolder(), 'other.json');
    writeFileSync(file, content());
    const { stderr, exitCode } = await lanes('compare', file, report);
    expect(stderr).toContain('is no report: it is not text in UTF-8 or UTF-16');
    expect(exitCode).toBe(2);
  });
});

test('a report nested too deep is refused in one line', async () => {
  const file = join(newFolder(), 'deep.json');
  const whole = JSON.stringify({ ...JSON.parse(readFileSync(report, 'utf8')), lanes: 'HERE' });
  writeFileSync(file, whole.replace('"HERE"', `${'['.repeat(20_000)}${']'.repeat(20_000)}`));
  const nested = join(newFolder(), 'nested.json');
  writeFileSync(nested, `${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  for (const deep of [file, nested]) {
    const { stderr, exitCode } = await lanes('compare', deep, report);
    expect(stderr).toMatch(/^lanes: [^\n]* is no report: [^\n]*$/);
    expect(exitCode).toBe(2);
  }
});
