import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Ticks in which Linux tells programs of CPU times (USER_HZ): a hundred a second. */
const tickMs = 10;
/** Of a line of /proc/stat: user, nice, system, irq, softirq, and steal, which other guests of the host used. */
const busyFields = [1, 2, 3, 6, 7, 8] as const;

/**
 * CPU time used since the machine started by all programs together, on the cores that this process
 * may use, ms; in ticks of 10 ms a core.
 */
export function machineCpuMs(): number {
  return fromLinux() ?? fromTheSystem();
}

function fromLinux(): number | undefined {
  try {
    const lines = readFileSync('/proc/stat', 'utf8').split('\n');
    const own = namesOfOwnCores();
    const told = lines.map((line) => line.split(/\s+/)).filter(([name = '']) => own.has(name));
    return told.reduce((sum, fields) => sum + busyTicks(fields), 0) * tickMs;
  } catch {
    return undefined;
  }
}

function busyTicks(fields: readonly string[]): number {
  return busyFields.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);
}

/** `cpu0`, `cpu3`: the names under which /proc/stat has the cores that this process may use. */
function namesOfOwnCores(): ReadonlySet<string> {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  const names = list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => `cpu${first + index}`);
  });
  return new Set(names);
}

function fromTheSystem(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
