import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readQuota, readThrottledUs } from '../../../src/engine/measure/control-groups.ts';

const unified = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const ofCpu = '35 30 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct';
const ofMemory = '36 30 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'groups-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function tree(mounts: readonly string[], groups: string, files: Readonly<Record<string, string>>): void {
  const all = { '/proc/self/mountinfo': mounts.join('\n'), '/proc/self/cgroup': groups, ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

test.each([
  ['max 100000\n', undefined],
  ['150000 100000\n', 1.5],
  ['', undefined],
  ['rubbish', undefined],
])('reads cpu.max %j as a quota of %s cores', (text, quota) => {
  tree([unified], '0::/a\n', { '/sys/fs/cgroup/a/cpu.max': text });
  expect(readQuota(root)).toBe(quota);
});

test('the quota is the least along the whole path of groups', () => {
  tree([unified], '0::/user/pod/box\n', {
    '/sys/fs/cgroup/user/pod/box/cpu.max': '400000 100000',
    '/sys/fs/cgroup/user/pod/cpu.max': '30000 100000',
    '/sys/fs/cgroup/user/cpu.max': 'max 100000',
    '/sys/fs/cgroup/other/cpu.max': '1000 100000',
  });
  expect(readQuota(root)).toBe(0.3);
});

test('is read of the controller cpu in version 1, where -1 is no limit', () => {
  const files = {
    '/sys/fs/cgroup/cpu,cpuacct/docker/box/cpu.cfs_quota_us': '-1\n',
    '/sys/fs/cgroup/cpu,cpuacct/docker/box/cpu.cfs_period_us': '100000\n',
    '/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us': '50000\n',
    '/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_period_us': '100000\n',
    '/sys/fs/cgroup/memory/docker/box/cpu.cfs_quota_us': '1\n',
  };
  tree([ofMemory, ofCpu], '5:memory:/docker/box\n4:cpu,cpuacct:/docker/box\n', files);
  expect(readQuota(root)).toBe(0.5);
});

test('where both versions are mounted, both are looked at', () => {
  const hybrid = unified.replace('/sys/fs/cgroup ', '/sys/fs/cgroup/unified ');
  tree([ofCpu, hybrid], '4:cpu,cpuacct:/a\n0::/b\n', {
    '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us': '200000',
    '/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us': '100000',
    '/sys/fs/cgroup/unified/b/cpu.max': '10000 100000',
  });
  expect(readQuota(root)).toBe(0.1);
});

test('a container whose own group is what is mounted finds its limit there', () => {
  const own = unified.replace(' / /sys', ' /docker/box\\040a /sys');
  tree([own], '0::/docker/box a\n', { '/sys/fs/cgroup/cpu.max': '70000 100000' });
  expect(readQuota(root)).toBe(0.7);
  tree([own], '0::/../elsewhere\n', {});
  expect(readQuota(root)).toBe(0.7);
});

test('no limit, and no time throttled, where the platform has no groups', () => {
  expect(readQuota(root)).toBeUndefined();
  expect(readThrottledUs(root)).toBe(0);
});

test('tells for how long the groups were throttled, in µs in both versions', () => {
  tree([unified], '0::/a/b\n', {
    '/sys/fs/cgroup/a/b/cpu.stat': 'usage_usec 5\nnr_periods 9\nnr_throttled 0\nthrottled_usec 0\n',
    '/sys/fs/cgroup/a/cpu.stat': 'usage_usec 5\nnr_periods 9\nnr_throttled 4\nthrottled_usec 280000\n',
  });
  expect(readThrottledUs(root)).toBe(280_000);
  tree([ofCpu], '4:cpu,cpuacct:/a\n', {
    '/sys/fs/cgroup/cpu,cpuacct/a/cpu.stat': 'nr_periods 9\nnr_throttled 4\nthrottled_time 120000000\n',
  });
  expect(readThrottledUs(root)).toBe(120_000);
});
