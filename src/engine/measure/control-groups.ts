import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The control groups of this process that can limit its CPU time, as folders, in version 1 or 2 (cgroups(7)):
 * its own first, then those around it as far as they can be seen. Empty where the platform has none.
 *
 * @param root where `/proc` and the mounted groups are looked for
 */
function groupFolders(root: string): string[] {
  const mounts = readText(join(root, '/proc/self/mountinfo')).split('\n').flatMap(groupMount);
  return readText(join(root, '/proc/self/cgroup'))
    .split('\n')
    .flatMap((line) => {
      const [, hierarchy, controllers, group] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
      const mount = mounts.find(({ isUnified }) => isUnified === (hierarchy === '0' && controllers === ''));
      const isOfCpu = controllers === '' || controllers?.split(',').includes('cpu');
      return mount === undefined || group === undefined || !isOfCpu ? [] : foldersUp(root, mount, group);
    });
}

interface GroupMount {
  /** The one hierarchy of version 2; else that of the controller `cpu`. */
  readonly isUnified: boolean;
  /** Which group is what is mounted: inside a container it may be its own. */
  readonly group: string;
  readonly folder: string;
}

/** A line of mountinfo, where it is of groups that can limit CPU time (proc_pid_mountinfo(5)). */
function groupMount(line: string): GroupMount[] {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , group, folder] = before.split(' ').map(unescaped);
  const [type, , options = ''] = after.split(' ');
  const isUnified = type === 'cgroup2';
  const isOfCpu = isUnified || (type === 'cgroup' && options.split(',').includes('cpu'));
  return isOfCpu && group !== undefined && folder !== undefined ? [{ isUnified, group, folder }] : [];
}

function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** From a group to the one that is mounted; that one alone where the group is not seen to lie in it. */
function foldersUp(root: string, mount: GroupMount, group: string): string[] {
  const around = mount.group === '/' ? '' : mount.group;
  const inside = group === around || group.startsWith(`${around}/`) ? group.slice(around.length) : '';
  const top = join(root, mount.folder);
  const folders = [join(top, inside.includes('/..') ? '' : inside)];
  for (let folder = folders[0] as string; folder.length > top.length; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** Cores' worth of CPU time that the groups of this process allow: the least of what any of them does. Undefined for no limit. */
export function readQuota(root = '/'): number | undefined {
  const quotas = groupFolders(root).flatMap((folder) => quotaIn(folder) ?? []);
  return quotas.length === 0 ? undefined : Math.min(...quotas);
}

/** `cpu.max` has quota and period in µs, or `max` for no limit; version 1 a file for each, and -1. */
function quotaIn(folder: string): number | undefined {
  const unified = readText(join(folder, 'cpu.max'));
  const [quota, period] =
    unified === ''
      ? ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((name) => Number(readText(join(folder, name))))
      : unified.trim().split(/\s+/).map(Number);
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : undefined;
}

/**
 * For how long quotas kept the groups of this process from running so far, µs, on all cores together: the most
 * that one of them was kept. 0 where none was, or where there is no saying.
 */
export function readThrottledUs(root = '/'): number {
  return Math.max(0, ...groupFolders(root).map(throttledIn));
}

/** Version 2 tells µs, version 1 ns. */
function throttledIn(folder: string): number {
  const [, name, time] = /^throttled_(usec|time) (\d+)$/m.exec(readText(join(folder, 'cpu.stat'))) ?? [];
  return name === undefined ? 0 : Number(time) / (name === 'time' ? 1_000 : 1);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
