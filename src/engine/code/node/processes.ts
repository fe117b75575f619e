import { mark } from '../source.ts';
import type { Imports, NodeParts } from './parts.ts';

/** Tells the program from its own child processes. */
export const isMain = "process.argv[2] !== 'worker'";

/** What programs with child processes import. */
export function processImports({ typed }: NodeParts): Imports {
  return { 'node:child_process': typed ? ['type ChildProcess', 'fork'] : ['fork'], 'node:url': ['fileURLToPath'] };
}

/** How child processes of the same file are started, and ended with the program. */
export function childProcesses({ type }: NodeParts): string {
  return `const children = new Set${type('<ChildProcess>')}();
process.on('exit', () => {
  for (const child of children) child.kill();
});`;
}

/** The function that starts a child process. */
export function startChild({ type }: NodeParts): string {
  return `/** Starts this file again, as a worker. */
function startChild()${type(': ChildProcess')} {
  // Not as JSON: Maps, Dates, typed arrays and undefined arrive as they are.
  const child = fork(fileURLToPath(import.meta.url), ['worker'], { serialization: 'advanced' });${mark}
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}`;
}
