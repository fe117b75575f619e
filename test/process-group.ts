import { execFileSync } from 'node:child_process';

/** Whether any process of the group runs. One that is dead but not reaped yet does not. */
export function isGroupAlive(group: number): boolean {
  const all = execFileSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  return all
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([pgid, state]) => Number(pgid) === group && !state?.startsWith('Z'));
}
