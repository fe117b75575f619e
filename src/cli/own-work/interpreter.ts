import { realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { findInterpreters, isAtLeast } from '../../engine/runtimes/interpreters.ts';
import { node } from '../../engine/runtimes/node.ts';
import { type RuntimeId, runtimeOf } from '../../engine/runtimes/runtimes.ts';
import type { SessionOptions } from '../options/given.ts';
import { checkProgram, isProgram } from '../programs.ts';
import { tell } from '../tell.ts';

/** The interpreters of a runtime that the user named. Throws a UsageError for what is none. */
export function commandsOf(runtime: RuntimeId, given: Pick<SessionOptions, RuntimeId>): string[] {
  const { title, oldest } = runtimeOf(runtime);
  return (given[runtime] ?? []).map((command) => {
    checkProgram(`--${runtime}`, command, `a ${title} ${oldest.join('.')} or newer`);
    // Where lanes was started by npx, the first one of that name is its own.
    return command === node.command ? (nodeOnPath() ?? command) : command;
  });
}

/** The command of the interpreter for a user's file where they name none; undefined for the runtime's own. */
export async function ownInterpreter(runtime: RuntimeId): Promise<string | undefined> {
  return runtime === 'node' ? userNode() : activePython();
}

/** That of the virtual environment that is active, on the PATH or not. */
function activePython(): string | undefined {
  const environment = process.env['VIRTUAL_ENV'];
  if (!environment) return undefined;
  const python = join(environment, 'bin', 'python');
  return isProgram(python) ? python : undefined;
}

/** The user's own Node, for which their native addons were built; lanes' own where that is too old, which is told. */
async function userNode(): Promise<string | undefined> {
  const path = nodeOnPath();
  if (path !== undefined && isSame(path, process.execPath)) return undefined;
  const [found] = path === undefined ? [] : await findInterpreters('node', [path]);
  if (found !== undefined && 'version' in found && isAtLeast(found.version, node.oldest)) return path;
  const why = found === undefined ? 'there is none on the PATH' : `the node on the PATH ${whatIs(found)}`;
  const needed = node.oldest.join('.');
  tell(
    `runs with lanes' own Node ${process.versions.node}: ${why}, and ${needed} is needed; name another with --node PATH`,
  );
  return undefined;
}

function whatIs(found: { readonly version: string } | { readonly reason: string }): string {
  return 'version' in found ? `is ${found.version}` : 'cannot be asked for its version';
}

/** The first `node` on the PATH; one in a node_modules/.bin is of a package, and not the user's own. */
function nodeOnPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const own = folders.filter(
    (folder) => !(basename(folder) === '.bin' && basename(dirname(folder)) === 'node_modules'),
  );
  return own.map((folder) => join(folder, 'node')).find(isProgram);
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
