import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Has another program do it, which waits for most of its time. */
export default async function convert(name: string): Promise<string> {
  const { stdout } = await execute('sh', ['-c', 'sleep 0.2; echo "$0"', name]);
  return stdout.trim();
}

export const inputs = Array.from({ length: 20 }, (_, index) => `page-${index}`);
