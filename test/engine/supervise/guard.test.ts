import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isGroupAlive } from '../../processes.ts';
import { waitFor } from '../../wait-for.ts';

const guardModule = new URL('../../../src/engine/supervise/guard.ts', import.meta.url).href;

/** Starts a process that guards the group of a sleeping child, and another that it has let go of. */
const program = `
  import { spawn } from 'node:child_process';
  import { startGuard } from ${JSON.stringify(guardModule)};
  const guard = await startGuard();
  const children = [1, 2].map(() => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }));
  for (const { pid } of children) guard.add(pid);
  guard.remove(children[1].pid);
  setTimeout(() => console.log(JSON.stringify({ pids: children.map(({ pid }) => pid), directory: guard.directory })), 100);
`;

test('ends every group that it guards when the process that asked for it is killed', async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  const { pids, directory } = JSON.parse(String(line)) as { pids: [number, number]; directory: string };
  const [guarded, released] = pids;
  try {
    expect(isGroupAlive(guarded)).toBe(true);
    expect(existsSync(directory)).toBe(true);
    owner.kill('SIGKILL');
    await waitFor('the guarded group to be gone', () => !isGroupAlive(guarded));
    await waitFor('the directory to be gone', () => !existsSync(directory));
    expect(isGroupAlive(released)).toBe(true);
  } finally {
    process.kill(-released, 'SIGKILL');
  }
});
