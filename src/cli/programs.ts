import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Throws a UsageError for a command that is not there to be started, before anything else is. `accepted` is what it should be. */
export function checkProgram(argument: string, command: string, accepted: string): void {
  const isPath = command.includes('/');
  const places = isPath
    ? [command]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, command));
  if (command !== '' && places.some(isProgram)) return;
  throw new UsageError(
    `${argument}: got ${JSON.stringify(command)}; accepted: ${accepted} (there is no such program${isPath ? '' : ' on the PATH'})`,
  );
}

/** Whether there is something at a path that can be started. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
