import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** The built command. */
export const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** Runs `lanes …args` without a terminal, to its end. */
export async function lanes(...args: readonly string[]): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [bin, ...args], {
    reject: false,
    stdin: 'ignore',
  });
  return { stdout, stderr, exitCode: exitCode ?? -1 };
}
