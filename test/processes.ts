import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/** All processes that run. One that is dead but not reaped yet does not. */
function running(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, group, state, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s(.*)$/.exec(line) ?? [];
    if (pid === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }];
  });
}

/** Whether any process of the group runs. */
export function isGroupAlive(group: number): boolean {
  return running().some((process) => process.group === group);
}

/** Whether the process runs. */
export function isRunning(pid: number): boolean {
  return running().some((process) => process.pid === pid);
}

/** The processes that `root` started, and all that these started. */
export function descendants(root: number): Process[] {
  const all = running();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(root);
}
