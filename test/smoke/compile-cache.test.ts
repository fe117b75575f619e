import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { bin } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Starts lanes with its own temporary folder and place for caches; gives what is left in both. */
async function started(prepare: (cache: string) => void) {
  const folder = mkdtempSync(join(root, 'home-'));
  const [cache, temporary] = [join(folder, 'cache'), join(folder, 'temporary')];
  mkdirSync(temporary);
  prepare(cache);
  const env = { XDG_CACHE_HOME: cache, TMPDIR: temporary };
  const { exitCode } = await execa(process.execPath, [bin, '--version'], { env, reject: false });
  expect(exitCode).toBe(0);
  const own = join(cache, 'lanes');
  return { own, kept: existsSync(own) ? readdirSync(own) : [], temporary: readdirSync(temporary) };
}

test('bytecode is kept in a folder of the user alone, and not in the shared temporary one', async () => {
  const { own, kept, temporary } = await started(() => undefined);
  expect(temporary).toEqual([]);
  expect(kept).toHaveLength(1);
  expect(statSync(own).mode & 0o777).toBe(0o700);
});

const elsewhere = join(root, 'elsewhere');

test.each<[string, (cache: string) => void]>([
  ['is open to others', (cache) => made(cache, 0o777)],
  ['can be read by others', (cache) => made(cache, 0o755)],
  [
    'is a link',
    (cache) => {
      mkdirSync(elsewhere, { mode: 0o700 });
      mkdirSync(cache);
      symlinkSync(elsewhere, join(cache, 'lanes'));
    },
  ],
  [
    'is in one that others can put another into',
    (cache) => {
      made(cache, 0o700);
      chmodSync(cache, 0o777);
    },
  ],
])('no bytecode is kept or run where its folder %s', async (_, prepare) => {
  const { kept, temporary } = await started(prepare);
  expect([kept, temporary]).toEqual([[], []]);
});

test.skipIf(process.getuid?.() !== 0)('no bytecode is kept or run where its folder is of another user', async () => {
  const { kept, temporary } = await started((cache) => {
    made(cache, 0o700);
    chownSync(join(cache, 'lanes'), 65_534, 65_534);
  });
  expect([kept, temporary]).toEqual([[], []]);
});

function made(cache: string, mode: number): void {
  mkdirSync(cache);
  mkdirSync(join(cache, 'lanes'));
  chmodSync(join(cache, 'lanes'), mode);
}
