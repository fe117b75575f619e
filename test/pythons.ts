import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findInterpreters, type Probe } from '../src/engine/runtimes/interpreters.ts';
import type { Interpreter } from '../src/engine/runtimes/runtime.ts';

/** The versions that are tried where a machine has several: the oldest that is supported, and two newer. */
const wanted = ['3.9', '3.11', '3.13', '3.14'];

/** The Pythons of this machine that the tests use: the python3 on the PATH first, then others, one of each version. */
export async function usablePythons(): Promise<Interpreter[]> {
  const found = (await findInterpreters('python', ['python3', ...pyenvPythons()])).filter(isInterpreter);
  const byVersion = new Map<string, Interpreter>();
  for (const one of found) {
    const [major, minor] = one.version.split('.').map(Number);
    const version = `${major}.${minor}`;
    const isUsable = major === 3 && (minor ?? 0) >= 9 && (one === found[0] || wanted.includes(version));
    if (isUsable && !byVersion.has(version)) byVersion.set(version, one);
  }
  return [...byVersion.values()];
}

function isInterpreter(one: Probe): one is Interpreter {
  return !('reason' in one);
}

function pyenvPythons(): string[] {
  const root = process.env['PYENV_ROOT'] ?? askPyenv();
  const versions = root === undefined ? undefined : join(root, 'versions');
  if (versions === undefined || !existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((version) => wanted.some((one) => version.startsWith(`${one}.`)))
    .map((version) => join(versions, version, 'bin', 'python3'));
}

function askPyenv(): string | undefined {
  try {
    return execFileSync('pyenv', ['root'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
