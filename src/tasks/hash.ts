import { promisify } from 'node:util';
import type { TaskContext } from './task.ts';

const salt = 'lanes';
const keyBytes = 32;
const shownDigits = 16;

/**
 * Derives a key from a password with PBKDF2 (HMAC-SHA-256), in native code: Node does it on a
 * thread of libuv's pool, Python without the GIL. Gives the key in hexadecimal digits.
 */
export async function hash(
  { password, iterations }: { readonly password: string; readonly iterations: number },
  context: TaskContext,
): Promise<string> {
  // Loaded here: it would cost every short-lived worker of the other tasks some milliseconds.
  const { pbkdf2 } = await import('node:crypto');
  const key = await context.io(promisify(pbkdf2)(password, salt, iterations, keyBytes, 'sha256'));
  const digits = key.toString('hex');
  context.print(`Hashed: ${digits.slice(0, shownDigits)}…`);
  return digits;
}
