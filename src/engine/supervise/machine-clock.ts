import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Ticks in which Linux tells programs of CPU times (USER_HZ): a hundred a second. */
const tickMs = 10;
/** Of the first line of /proc/stat: user, nice, system, irq, softirq, and steal, which other guests of the host used. */
const busyFields = [1, 2, 3, 6, 7, 8] as const;

/** CPU time used on this machine since it started, by all programs and all cores together, ms; in ticks of 10 ms a core. */
export function machineCpuMs(): number {
  return fromLinux() ?? fromTheSystem();
}

function fromLinux(): number | undefined {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const fields = line.split(/\s+/);
    return busyFields.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) * tickMs;
  } catch {
    return undefined;
  }
}

function fromTheSystem(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
