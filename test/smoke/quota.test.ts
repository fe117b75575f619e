import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { bin } from './lanes.ts';

const name = `lanes-test-${process.pid}`;

/** A group that is allowed a tenth of a core, in either version; undefined where this user, or this machine, can have none. */
function limitedGroup(): string | undefined {
  const ways = [
    { top: '/sys/fs/cgroup/cpu', files: { 'cpu.cfs_quota_us': '10000' } },
    { top: '/sys/fs/cgroup', files: { 'cpu.max': '10000 100000' } },
  ];
  for (const { top, files } of ways) {
    if (!existsSync(join(top, 'cgroup.procs'))) continue;
    const group = join(top, name);
    try {
      mkdirSync(group);
      for (const [file, text] of Object.entries(files)) writeFileSync(join(group, file), text, { flag: 'r+' });
      return group;
    } catch {
      if (existsSync(group)) rmdirSync(group);
    }
  }
  return undefined;
}

const group = limitedGroup();
afterAll(async () => {
  const gone = () => {
    try {
      rmdirSync(group ?? '');
      return true;
    } catch {
      return false;
    }
  };
  if (group !== undefined) await waitFor('the group to be empty', gone);
});

test.skipIf(group === undefined)('what a quota throttled is put down to the quota, not to other programs', async () => {
  const script = `echo $$ > '${group}/cgroup.procs' && exec "$@"`;
  const asked = ['run', 'count', '--models', 'sequential', '--tasks', '2', '--size', '2e8', '--format', 'json'];
  const { stdout } = await execa('sh', ['-c', script, 'sh', process.execPath, bin, ...asked], { stdin: 'ignore' });
  const { environment, lanes, warnings } = JSON.parse(stdout);
  expect(environment.quota).toBe(0.1);
  const [round] = lanes[0].rounds;
  expect(round.throttledMs).toBeGreaterThan(0);
  expect(round.why.join()).toMatch(/waited .* for a core: throttled by its quota of CPU time, for /);
  expect(round.why.join()).not.toContain('other programs');
  expect(warnings.map(({ id }: { readonly id: string }) => id)).toContain('throttled');
});
