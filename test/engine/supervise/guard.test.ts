import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { pythonProgramPath } from '../../../src/engine/entries.ts';
import { sweep } from '../../../src/engine/supervise/owned-directory.ts';
import { descendants, isGroupAlive, isRunning } from '../../processes.ts';
import { usablePythons } from '../../pythons.ts';
import { fixturesOf } from '../../run-tasks.ts';
import { waitFor } from '../../wait-for.ts';

const source = new URL('../../../src/', import.meta.url).href;
const semaphores = '/dev/shm';

/** A folder for temporary files of its own, so that what is left in it can be told. */
const temporary = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(temporary, { recursive: true }));

interface Owner {
  readonly pid: number;
  /** Waits for a guard's shell that is not `before`. */
  readonly guard: (before?: number) => Promise<number>;
  readonly directory: string;
  /** Two groups: one is guarded, the guard has let go of the other. */
  readonly groups: readonly [number, number];
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Starts a process that has a guard; `before` is run before there is one. */
async function startOwner(before = ''): Promise<Owner> {
  const program = `
    import { spawn } from 'node:child_process';
    const { startGuard } = await import('${source}engine/supervise/guard.ts');
    ${before};
    const guard = await startGuard();
    const children = [1, 2].map(() => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }));
    for (const { pid } of children) guard.add(pid);
    guard.remove(children[1].pid);
    setInterval(() => undefined, 1_000);
    console.log(JSON.stringify({ groups: children.map(({ pid }) => pid), directory: guard.directory }));
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const { pid } = owner;
  if (pid === undefined) throw new Error('no process');
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  const { groups, directory } = JSON.parse(String(line)) as Pick<Owner, 'groups' | 'directory'>;
  await waitFor('the guarded groups to run', () => groups.every(isGroupAlive));
  const guard = (before?: number) =>
    waitFor(
      'a guard',
      () => descendants(pid).find((one) => one.command.includes('lanes-guard') && one.pid !== before)?.pid,
    );
  return { pid, guard, directory, groups, kill: (signal) => void owner.kill(signal) };
}

/** Expects that the guard ends what it guards, and nothing else, once its owner is killed. */
async function expectGuarded({ kill, groups: [guarded, released], directory }: Owner): Promise<void> {
  try {
    expect(isGroupAlive(guarded)).toBe(true);
    expect(existsSync(directory)).toBe(true);
    kill('SIGKILL');
    await waitFor('the guarded group to be gone', () => !isGroupAlive(guarded));
    await waitFor('the directory to be gone', () => !existsSync(directory));
    expect(isGroupAlive(released)).toBe(true);
  } finally {
    process.kill(-released, 'SIGKILL');
  }
}

test('ends every group that it guards when the process that asked for it is killed', async () => {
  await expectGuarded(await startOwner());
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('is not ended by a %s that reaches it too', async (signal) => {
  const owner = await startOwner();
  process.kill(-(await owner.guard()), signal);
  await expectGuarded(owner);
});

test('is followed by another when it is killed', async () => {
  const owner = await startOwner();
  const first = await owner.guard();
  process.kill(first, 'SIGKILL');
  await owner.guard(first);
  await expectGuarded(owner);
});

/** Kills a session and its guard; gives the folder that they leave. */
async function dead(): Promise<string> {
  const owner = await startOwner();
  const guard = await owner.guard();
  owner.kill('SIGSTOP');
  process.kill(guard, 'SIGKILL');
  owner.kill('SIGKILL');
  for (const group of owner.groups) process.kill(-group, 'SIGKILL');
  await waitFor('the owner to be gone', () => !isRunning(owner.pid));
  expect(existsSync(owner.directory)).toBe(true);
  return owner.directory;
}

test('sweeps what dead sessions have left, and nothing that is of others', async () => {
  const left = await dead();
  const semaphore = join(semaphores, `sem.${basename(left)}-abcdefgh`);
  if (existsSync(semaphores)) writeFileSync(semaphore, '');
  const alive = await startOwner();
  const strange = ['lanes-abcdef', 'lanes-test-abcdef'].map((name) => join(temporary, name));
  for (const folder of strange) mkdirSync(folder);
  const next = await startOwner();
  await waitFor('what was left to be gone', () => !(existsSync(left) || existsSync(semaphore)));
  expect([alive.directory, next.directory, ...strange].filter((folder) => !existsSync(folder))).toEqual([]);
  await expectGuarded(alive);
  await expectGuarded(next);
});

test('leaves alone what is of another user', async () => {
  const left = await dead();
  vi.spyOn(process, 'getuid').mockReturnValue(4_242_424);
  await sweep(temporary).finally(() => vi.restoreAllMocks());
  expect(existsSync(left)).toBe(true);
  await sweep(temporary);
  expect(existsSync(left)).toBe(false);
});

test('leaves no folder where it cannot be started', async () => {
  const before = readdirSync(temporary);
  const program = `
    import { startGuard } from '${source}engine/supervise/guard.ts';
    await startGuard().then(() => console.log('started'), (error) => console.log(error.message));
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: '/nowhere', TMPDIR: temporary },
  });
  const [said] = (await once(owner.stdout, 'data')) as [Buffer];
  expect(String(said)).toMatch(/ENOENT/);
  await once(owner, 'exit');
  expect(readdirSync(temporary).filter((name) => !before.includes(name))).toEqual([]);
});

/** Starts a session of one run in Python, whose task makes named semaphores and sockets; gives it with what was printed. */
async function startPython(): Promise<{ readonly kill: () => void; readonly printed: readonly string[] }> {
  const [python] = await usablePythons();
  const tasks = fixturesOf('python', 'leavesBehind');
  const program = `
    const { startGuard } = await import('${source}engine/supervise/guard.ts');
    const { startRun } = await import('${source}engine/supervise/run.ts');
    startRun({
      plan: { scenario: {}, workers: 1, live: 1, switchIntervalMs: 5 },
      lane: 'py-processes',
      runner: { file: ${JSON.stringify(python?.executable)}, args: ['-I', '-B', '-u', ${JSON.stringify(pythonProgramPath('entry.py'))}] },
      tasks: ${JSON.stringify(tasks)},
      guard: await startGuard(),
      onEvents: (events) => { for (const { text } of events) if (text !== undefined) console.log(text); },
    });
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let text = '';
  owner.stdout.on('data', (data) => {
    text += data;
  });
  await waitFor('the task to be there', () => text.includes('asleep'));
  return { kill: () => void owner.kill('SIGKILL'), printed: text.trim().split('\n') };
}

test('finds what multiprocessing leaves when it is killed', async () => {
  const { kill, printed } = await startPython();
  const [semaphore = '', folder = ''] = printed;
  expect(semaphore).toMatch(/^\/lanes-\w{6}-/);
  expect(basename(folder)).toBe(semaphore.slice(1, 'lanes-123456'.length + 1));
  const file = join(semaphores, `sem.${semaphore.slice(1)}`);
  if (existsSync(semaphores)) expect(existsSync(file)).toBe(true);
  kill();
  await waitFor('semaphore and folder to be gone', () => !(existsSync(file) || existsSync(folder)));
  expect(readdirSync(temporary).filter((name) => name.startsWith('pymp-'))).toEqual([]);
});
