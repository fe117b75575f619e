import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/engine/report/report.ts';
import { lanes } from '../smoke/lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Rows that are large enough to be compared at a glance; where `unlike`, one number in a worker is another. */
const files = {
  node: (unlike: boolean) => `
import { isMainThread } from 'node:worker_threads';
export const inputs = [1, 2];
export default (n) => Array.from({ length: 2_000 }, (_, i) => ({
  id: i, half: i * n * 0.5, when: new Date(i), more: new Map([[i, ${unlike ? 'isMainThread ? i : -1 - i' : 'i'}]]),
}));`,
  python: (unlike: boolean) => `
import multiprocessing
inputs = [1, 2]
def task(n):
    sign = ${unlike ? '1 if multiprocessing.parent_process() is None else -1' : '1'}
    return [{"id": i, "half": (i * n * 0.5, float("nan")), "more": {i: sign * i}} for i in range(2_000)]`,
};
const runs = [
  ['node', 'rows.mjs', 'promises,sequential,threads,thread-pool'],
  ['python', 'rows.py', 'py-asyncio,py-sequential,py-process-pool'],
] as const;

test.each(runs)(
  'large results of %s that are the same are told so, with what they are',
  async (runtime, name, models) => {
    const file = join(folder, name);
    writeFileSync(file, files[runtime](false));
    const { stdout, stderr } = await lanes('run', file, '--models', models, '--format', 'json');
    const { lanes: ran, warnings } = JSON.parse(stdout) as Report;
    expect(
      ran.map(({ state }) => state),
      stderr,
    ).toEqual(ran.map(() => 'finished'));
    expect(warnings.map(({ id }) => id)).not.toContain('results-differ');
    const previews = new Set(ran.flatMap(({ rounds }) => rounds[0]?.tasks.map(({ result }) => result)));
    expect([...previews].every((preview) => preview?.includes('id'))).toBe(true);
  },
);

test.each(runs)('the first place at which large results of %s differ is told', async (runtime, name, models) => {
  const file = join(folder, `other-${name}`);
  writeFileSync(file, files[runtime](true));
  const { stdout } = await lanes('run', file, '--models', models, '--format', 'json');
  const { warnings } = JSON.parse(stdout) as Report;
  const told = warnings.find(({ id }) => id === 'results-differ')?.message ?? '';
  expect(told).toMatch(/\[[01]\]/);
  expect(told).toMatch(/-1\b/);
});
