import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { bin } from '../test/smoke/lanes.ts';
import { alternate } from './alternate.ts';

const hello = fileURLToPath(new URL('./programs/ink-hello.mjs', import.meta.url));
const rounds = 15;

/** From the start of the process to the first frame, beside the smallest Ink program. At most 0.75. */
export async function measure(): Promise<void> {
  await alternate(
    { a: 'lanes', b: 'bare unbundled Ink' },
    () => firstFrame(bin, 'sequential'),
    () => firstFrame(hello, 'Hello World'),
    rounds,
  );
}

function firstFrame(program: string, shows: string): Promise<number> {
  const { CI: _, NODE_ENV: __, ...env } = process.env;
  return new Promise((resolve) => {
    const begin = performance.now();
    const pty = spawn(process.execPath, [program], { cols: 160, rows: 48, name: 'xterm-256color', env });
    let seen = '';
    let took = 0;
    pty.onData((data) => {
      seen += data;
      if (took > 0 || !seen.includes(shows)) return;
      took = performance.now() - begin;
      pty.kill('SIGTERM');
    });
    pty.onExit(() => resolve(took));
  });
}
