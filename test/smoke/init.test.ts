import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('lanes init', () => {
  test.each(['one.ts', 'one.mts', 'one.js', 'one.mjs', 'one.py'])(
    'writes %s, and says what to do with it',
    async (name) => {
      const file = join(folder, name);
      expect(await lanes('init', file)).toEqual({
        stdout: `wrote ${file}; edit it, then: lanes decide ${file}`,
        stderr: '',
        exitCode: 0,
      });
      expect(readFileSync(file, 'utf8')).toContain('A task for lanes');
    },
  );

  test.each(['two.ts', 'two.js', 'two.py'])('writes %s, which gives the same under every model', async (name) => {
    const file = join(folder, name);
    await lanes('init', file);
    const { stdout, stderr } = await lanes('run', file, '--tasks', '2', '--format', 'json');
    expect(stdout, stderr).not.toBe('');
    const ran = validReport(stdout).lanes.filter(({ state }) => state !== 'unavailable');
    expect(ran.map(({ state }) => state)).toEqual(ran.map(() => 'finished'));
    const results = ran.map(({ rounds }) => rounds[0]?.tasks.map(({ result }) => result));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
  });

  test('overwrites nothing', async () => {
    const file = join(folder, 'mine.ts');
    writeFileSync(file, 'mine');
    const { stderr, exitCode } = await lanes('init', file);
    expect(stderr).toContain('it is there already, and nothing is overwritten');
    expect([exitCode, readFileSync(file, 'utf8')]).toEqual([2, 'mine']);
  });

  test.each([
    ['one.rb', 'accepted: a name that ends in .ts, .mts, .js, .mjs, .py'],
    ['none/one.ts', 'accepted: a file in an existing folder'],
  ])('refuses %s', async (name, words) => {
    const { stdout, stderr, exitCode } = await lanes('init', join(folder, name));
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toContain(words);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

test('what is published is found, with its types, by every way of importing it', async () => {
  const { all, exitCode } = await execa('node', ['scripts/package.ts'], {
    reject: false,
    all: true,
    preferLocal: true,
  });
  expect(exitCode, all).toBe(0);
});
