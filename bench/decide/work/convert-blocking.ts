import { execFileSync } from 'node:child_process';

/** Has another program do it and blocks its thread until that has ended, in an async function. */
export default async function convert(name: string): Promise<string> {
  return execFileSync('sh', ['-c', 'sleep 0.15; echo "$0"', name], { encoding: 'utf8' }).trim();
}

export const inputs = Array.from({ length: 20 }, (_, index) => `page-${index}`);
