import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** A key from a password: some 80 ms in one of libuv's threads. */
export default async function deriveKey(password: string): Promise<string> {
  return (await derive(password, 'salt', 750_000, 32, 'sha256')).toString('hex');
}

export const inputs = Array.from({ length: 24 }, (_, index) => `password ${index}`);
