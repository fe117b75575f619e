import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Throws a UsageError for a command that is not there to be started, before anything else is. */
export function checkPython(command: string): void {
  const isPath = command.includes('/');
  const places = isPath
    ? [command]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, command));
  if (command !== '' && places.some(isProgram)) return;
  throw new UsageError(
    `--python: got ${JSON.stringify(command)}; accepted: a Python 3.9 or newer (there is no such program${isPath ? '' : ' on the PATH'})`,
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
