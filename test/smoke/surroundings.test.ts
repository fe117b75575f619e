import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { bin } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

describe('started in a folder that is gone', () => {
  test.each([['list'], ['sweep', 'count'], ['run', 'count', '--output', 'x.json'], ['run', 'count']])(
    '%j says so in one line',
    async (...args) => {
      const folder = newFolder();
      const script = 'rmdir "$PWD" && exec "$@"';
      const { stdout, stderr, exitCode } = await execa('bash', ['-c', script, 'bash', process.execPath, bin, ...args], {
        cwd: folder,
        reject: false,
        stdin: 'ignore',
      });
      expect(stderr).toBe('lanes: the folder that it was started in is gone; change to one that is there');
      expect([stdout, exitCode]).toEqual(['', 3]);
    },
  );
});

test.each(['help run', 'version', '--help'])('%s is had in a folder that is gone too', async (words) => {
  const script = `rmdir "$PWD" && '${process.execPath}' '${bin}' ${words}`;
  const { stderr, exitCode } = await execa('bash', ['-c', script], { cwd: newFolder(), reject: false });
  expect([stderr, exitCode]).toEqual(['', 0]);
});

test.skipIf(!existsSync('/dev/full'))('help that finds no room is told of in one line', async () => {
  for (const word of ['--help', '--version', 'run --help']) {
    const script = `'${process.execPath}' '${bin}' ${word} > /dev/full`;
    const { stderr, exitCode } = await execa('bash', ['-c', script], { reject: false });
    expect(stderr).toBe('lanes: the report could not be written to stdout: no space left on device');
    expect(exitCode).toBe(1);
  }
});

test('help that nobody reads to its end is no failure', async () => {
  const script = `set -o pipefail; '${process.execPath}' '${bin}' --help | true`;
  const { stderr, exitCode } = await execa('bash', ['-c', script], { reject: false });
  expect([stderr, exitCode]).toEqual(['', 0]);
});
