import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

const source = new URL('../../src/', import.meta.url).href;

/** Starts a program, which says when it can be told to end; gives what it says, and its exit code. */
async function running(program: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const next = async () => String(((await once(child.stdout, 'data')) as [Buffer])[0]).trim();
  expect(await next()).toBe('running');
  return { child, exited, next };
}

test('a second Ctrl-C ends a session at once that does not come to its end, and the echo of the first does not', async () => {
  const { child, exited, next } = await running(`
    const { runHeadless } = await import('${source}cli/sessions/headless.ts');
    const start = () => ({ stop: () => console.log('stopping'), finished: new Promise(() => {}) });
    setInterval(() => {}, 1e3);
    setTimeout(() => console.log('running'));
    await runHeadless({ start, plan: { lanes: [] }, environment: { cores: 2 } });
  `);
  child.kill('SIGINT');
  expect(await next()).toBe('stopping');
  child.kill('SIGINT');
  expect(await next()).toBe('stopping');
  // Later than what npm passes on of the first, and than any it could take for that.
  await sleep(600);
  child.kill('SIGINT');
  expect(await exited).toEqual([130, null]);
});

test('a signal ends a dashboard at once that is being left', async () => {
  const { child, exited } = await running(`
    const { onDeath } = await import('${source}ui/terminal/on-death.ts');
    onDeath(() => false);
    setInterval(() => {}, 1e3);
    console.log('running');
  `);
  child.kill('SIGINT');
  expect(await exited).toEqual([130, null]);
});
