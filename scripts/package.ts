/** Checks what is published: that it is found by every way of importing it, with its types. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const folder = mkdtempSync(join(tmpdir(), 'lanes-package-'));
try {
  // What is built is packed as it is: to build it anew would take it away from those who run it.
  const { stdout } = await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const packed = join(folder, stdout.trim());
  const how = { preferLocal: true, reject: false, all: true } as const;
  const checks = [
    await execa('publint', ['run', packed, '--strict'], how),
    await execa('attw', [packed, '--format', 'ascii', '--no-emoji', '--no-color'], how),
  ];
  for (const { all } of checks) console.log(all);
  process.exitCode = checks.every(({ exitCode }) => exitCode === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
