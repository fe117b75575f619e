import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../src/engine/report/report.ts';
import { descendants } from '../../test/processes.ts';
import { bin } from '../../test/smoke/lanes.ts';
import { afterwards, openTerminal } from '../../test/smoke/terminal.ts';
import { waitFor } from '../../test/wait-for.ts';
import type { Fault, Target } from './fault.ts';
import type { Place } from './place.ts';

/** How a session came out that something was done to. */
export interface Outcome {
  /** Absent where the process was gone before anything could be done to it. */
  readonly doneAt?: number;
  /** 128 and the number of the signal where one ended it; undefined where it did not end. */
  readonly exitCode: number | undefined;
  /** What was written to stdout, or is on the screen. */
  readonly text: string;
  /** When a lane was told to have failed, on the clock of `doneAt`. */
  readonly failedAt?: number;
  /** Of the dashboard: in which modes the terminal was left. */
  readonly terminal?: { readonly isRestored: boolean };
  readonly report?: Report;
}

/** A session may take so long at most, ms. */
const limitMs = 30_000;

/** What the session runs: the model, and another beside it. */
function argumentsOf({ surface, model, target }: Fault, log: string): string[] {
  const models = `${model},${model === 'promises' ? 'sequential' : 'promises'}`;
  const work =
    target === 'companion'
      ? ['fetch', '--delay', '700', '--tasks', '4']
      : ['interleave', '--delay', '60', '--size', '8'];
  const together = [...work, '--models', models, '--together'];
  switch (surface) {
    case 'dashboard':
      return together;
    case 'sweep':
      return ['sweep', ...work, '--models', model, '--workers', '1,2', '--rounds', '1', '--format', 'json'];
    case 'recording':
      return ['run', ...together, '--format', 'json', '--record', log];
    case 'headless':
      return ['run', ...together, '--format', 'json'];
  }
}

/** Runs a session and does to it what the fault says. */
export function runFaulty(fault: Fault, place: Place): Promise<Outcome> {
  return fault.surface === 'dashboard' ? inTerminal(fault, place) : headless(fault, place);
}

async function headless(fault: Fault, place: Place): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...argumentsOf(fault, place.log)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...place.env },
  });
  let [stdout, stderr] = ['', ''];
  let failedAt: number | undefined;
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
    if (/: failed/.test(stderr)) failedAt ??= performance.now();
  });
  let exitCode: number | undefined;
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      exitCode = code ?? (signal === 'SIGKILL' ? 137 : 143);
      resolve();
    });
  });
  const doneAt = await doTo(
    fault,
    place,
    () => child.pid,
    () => child.exitCode !== null || child.signalCode !== null,
  );
  await Promise.race([closed, sleep(limitMs, undefined, { ref: false })]);
  if (exitCode === undefined) child.kill('SIGKILL');
  const report = fault.surface !== 'sweep' && /^\{/.test(stdout) ? (JSON.parse(stdout) as Report) : undefined;
  return {
    exitCode,
    text: `${stdout}\n${stderr}`,
    ...(doneAt !== undefined && { doneAt }),
    ...(failedAt !== undefined && { failedAt }),
    ...(report !== undefined && { report }),
  };
}

async function inTerminal(fault: Fault, place: Place): Promise<Outcome> {
  const terminal = openTerminal(120, 40, argumentsOf(fault, place.log), place.env);
  const pidOfLanes = () => descendants(terminal.pty.pid).find(({ command }) => command.includes('bin.js'))?.pid;
  const hasEnded = () => afterwards.test(terminal.text());
  try {
    const doneAt = await doTo(fault, place, pidOfLanes, hasEnded);
    const isOver = () => hasEnded() || !descendants(pidOfLanes() ?? 0).some(isRunner);
    await waitFor('the runs to be over', isOver, limitMs).catch(() => undefined);
    if (!hasEnded()) terminal.press('q');
    await waitFor('the end', hasEnded, limitMs).catch(() => undefined);
    const exitCode = afterwards.exec(terminal.text())?.[1];
    await terminal.shows(/-?extproc|-?flusho/).catch(() => undefined);
    const text = terminal.text();
    const isRestored =
      !(terminal.inAlternateScreen() || terminal.cursorIsHidden()) &&
      /(?<!-)icanon/.test(text) &&
      /(?<!-)echo\b/.test(text);
    return {
      exitCode: exitCode === undefined ? undefined : Number(exitCode),
      text,
      terminal: { isRestored },
      ...(doneAt !== undefined && { doneAt }),
    };
  } finally {
    terminal.close();
  }
}

/** Gives when it was done; undefined where there was nothing to do it to. */
async function doTo(
  fault: Fault,
  place: Place,
  pidOfLanes: () => number | undefined,
  hasEnded: () => boolean,
): Promise<number | undefined> {
  const targets = () => {
    const lanes = pidOfLanes();
    return lanes === undefined ? [] : targetsIn(fault.target, lanes);
  };
  await waitFor(fault.target, () => hasEnded() || targets().length > 0, limitMs).catch(() => undefined);
  await sleep(fault.afterMs);
  place.look();
  const found = targets();
  const pid = found[Math.floor(fault.which * found.length)];
  if (pid === undefined || hasEnded() || !send(pid, fault.signal)) return undefined;
  const doneAt = performance.now();
  if (fault.signal !== 'SIGSTOP') return doneAt;
  await sleep(fault.stillMs);
  if (fault.next === 'go on') send(pid, 'SIGCONT');
  else send(pidOfLanes() ?? 0, 'SIGTERM');
  return doneAt;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function isRunner({ command }: { readonly command: string }): boolean {
  return /dist\/runner\.js|lanes_runner\/entry\.py/.test(command);
}

function targetsIn(target: Target, lanes: number): number[] {
  if (target === 'lanes') return [lanes];
  const all = descendants(lanes);
  const runners = new Set(all.filter((one) => isRunner(one) && one.parent === lanes).map(({ pid }) => pid));
  const isWanted = ({ pid, parent, command }: (typeof all)[number]) => {
    switch (target) {
      case 'guard':
        return command.includes('lanes-guard');
      case 'companion':
        return /fetch-server\.js|reference-loop\.js/.test(command);
      case 'runner':
        return runners.has(pid);
      case 'worker':
        return runners.has(parent) && !command.includes('resource_tracker');
    }
  };
  return all.filter(isWanted).map(({ pid }) => pid);
}

/** The log of a session that was recorded, or what its interruption has left; undefined where there is none. */
export function recordedText(log: string): string | undefined {
  for (const path of [log, `${log}.partial`]) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}
