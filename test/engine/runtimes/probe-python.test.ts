import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { findModel, type Model } from '../../../src/engine/catalog.ts';
import {
  findInterpreters,
  interpreterFor as interpreterOf,
  runnerFor,
  tagsOf,
} from '../../../src/engine/runtimes/interpreters.ts';
import { probePython as probe } from '../../../src/engine/runtimes/probe-python.ts';
import type { Interpreter, RunnerCommand } from '../../../src/engine/runtimes/runtime.ts';
import { runtimeOf } from '../../../src/engine/runtimes/runtimes.ts';
import { descendants, isGroupAlive } from '../../processes.ts';
import { usablePythons } from '../../pythons.ts';
import { fixturesOf, runTasks } from '../../run-tasks.ts';
import { waitFor } from '../../wait-for.ts';

const interpreterFor = (lane: string, commands: readonly string[]) =>
  interpreterOf(lane, findModel(lane) as Model, commands);
const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const [python] = await usablePythons();

afterAll(() => rmSync(folder, { recursive: true }));

function fakePython(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function reasonFor(command: string): Promise<string> {
  const found = await probe(command);
  return 'reason' in found ? found.reason : '';
}

const answer = (version: string) =>
  `echo 'lanes: ${JSON.stringify({ executable: '', version, implementation: 'CPython', freeThreaded: false, gil: true, switchIntervalMs: 5 })}'`;

test.each([
  ['crashes', 'kill -s SEGV $$', /was killed by SIGSEGV when asked/],
  ['fails', 'echo "cannot find libpython" >&2; exit 127', /ended with exit code 127 .*\(cannot find libpython\)/],
  ['prints rubbish', 'echo hello', /answered "hello" when asked/],
  ['prints nothing', ':', /answered "" when asked/],
  ['prints another JSON', 'echo "lanes: [1]"', /answered "lanes: \[1\]" when asked/],
  [
    'is none of those that pyenv has',
    'echo "pyenv: python4: command not found" >&2; echo "Note: see pyenv help" >&2; exit 127',
    /\(pyenv: python4: command not found\)/,
  ],
])('tells of a Python that %s, and what to do', async (name, script, reason) => {
  const command = fakePython(name.replaceAll(' ', '-'), script);
  const told = await reasonFor(command);
  expect(told).toMatch(reason);
  expect(told).toContain(command);
  expect(told).toContain('--python PATH');
});

test('gives up on one that hangs, and ends what it had started', async () => {
  const pidFile = join(folder, 'pid');
  const command = fakePython('hangs', `echo $$ > ${pidFile}; sleep 600`);
  const found = await probe(command, 500);
  expect(found).toMatchObject({ reason: expect.stringMatching(/did not say within 0.5 s what Python it is/) });
  await waitFor('what it started to be gone', () => !isGroupAlive(Number(readFileSync(pidFile, 'utf8'))));
});

test('tells of a command that is not there, and of a path that is no program', async () => {
  expect(await reasonFor('no-such-python')).toMatch(/there is no no-such-python on the PATH/);
  expect(await reasonFor(join(folder, 'nothing'))).toMatch(/^there is no \/\S+nothing;/);
  expect(await reasonFor(folder)).toMatch(/cannot be started/);
});

test('finds the answer in whatever else is printed', async () => {
  const command = fakePython('chatty', `echo welcome; ${answer('3.12.0')}; printf goodbye`);
  expect(await probe(command)).toMatchObject({ version: '3.12.0', executable: command });
});

test.runIf(python !== undefined)('finds it though something was printed without an end of line', async () => {
  const command = fakePython('no-newline', `printf welcome; exec '${python?.executable}' "$@"`);
  expect(await probe(command)).toMatchObject({ version: python?.version });
});

test.runIf(python !== undefined)(
  'starts a wrapper that was named, but not the stand-in of a version manager',
  async () => {
    const script = `exec '${python?.executable}' "$@"`;
    const wrapper = fakePython('wrapper', script);
    mkdirSync(join(folder, 'shims'));
    const shim = fakePython(join('shims', 'python3'), script);
    expect(await probe(wrapper)).toMatchObject({ executable: wrapper });
    expect(await probe(shim)).toMatchObject({ executable: python?.executable });
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    expect(await probe('wrapper').finally(() => vi.unstubAllEnvs())).toMatchObject({ executable: wrapper });
  },
);

test('what is asked is gone when who asks is killed', async () => {
  const pidFile = join(folder, 'pid-of-hanging');
  const command = fakePython('hangs-on', `echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; sleep 600`);
  const source = new URL('../../../src/', import.meta.url).href;
  const program = `
    const { probePython } = await import('${source}engine/runtimes/probe-python.ts');
    await probePython(${JSON.stringify(command)}, 60_000);`;
  const asking = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  await waitFor('it to be asked', () => existsSync(pidFile));
  const group = Number(readFileSync(pidFile, 'utf8'));
  await waitFor('the tie', () => descendants(asking.pid ?? 0).some((one) => one.command.includes('lanes-tie')));
  asking.kill('SIGKILL');
  await waitFor('it to be gone', () => !isGroupAlive(group));
});

test.each([
  ['3.8.18', 'py-threads', /^lanes needs Python 3.9 or newer, and \S+ is 3.8.18/],
  ['2.7.18', 'py-interpreters', /^lanes needs Python 3.9 or newer, and \S+ is 2.7.18/],
  ['3.13.1', 'py-interpreters', /^py-interpreters needs Python 3.14 or newer, and \S+ is 3.13.1/],
])('%s is too old for %s', async (version, model, reason) => {
  const command = fakePython(`python-${version}`, answer(version));
  expect(await interpreterFor(model, [command])).toMatchObject({ reason: expect.stringMatching(reason) });
});

test('finds the interpreter that a lane names among several', async () => {
  const commands = ['3.12.1', '3.13.0'].map((version) => fakePython(`one-of-${version}`, answer(version)));
  expect(await interpreterFor('py-threads@3.13', commands)).toMatchObject({ version: '3.13.0' });
  expect(await interpreterFor('py-threads@3.12.1', commands)).toMatchObject({ version: '3.12.1' });
  expect(await interpreterFor('py-threads', commands)).toMatchObject({ version: '3.12.1' });
});

const freeThreaded = answer('3.14.0').replace('"freeThreaded":false,"gil":true', '"freeThreaded":true,"gil":false');

test('a free-threaded build can be named in both states of its GIL, each a lane of its own', async () => {
  const command = fakePython('python3.14t', freeThreaded);
  const commands = [command, `${command}+gil=1`];
  const found = await findInterpreters('python', commands);
  expect(found).toMatchObject([
    { command, gil: false },
    { command: `${command}+gil=1`, executable: command, gil: true },
  ]);
  expect(tagsOf('python', found)).toEqual(['3.14t', '3.14t+gil=1']);
  expect(found.map((one) => runtimeOf('python').describe(one as Interpreter))).toEqual([
    expect.stringContaining('free-threaded build, GIL off'),
    expect.stringContaining('free-threaded build, GIL on'),
  ]);
  const argsOf = async (lane: string) =>
    ((await runnerFor(lane, { node: ['node'], python: commands })) as RunnerCommand).args;
  expect(await argsOf('py-threads@3.14t')).not.toContain('-X');
  expect((await argsOf('py-threads@3.14t+gil=1')).join(' ')).toContain('-I -B -u -X gil=1 ');
});

test('PYTHON_GIL holds for a free-threaded build, though runs are isolated from the environment', async () => {
  vi.stubEnv('PYTHON_GIL', '1');
  const found = await probe(fakePython('one-more-3.14t', freeThreaded)).finally(() => vi.unstubAllEnvs());
  expect(found).toMatchObject({ gil: true, gilAsked: '1' });
});

test('a build that has no other state is asked for none, and refused where it cannot have it', async () => {
  const command = fakePython('python3.14', answer('3.14.0'));
  expect(await probe(`${command}+gil=1`)).toMatchObject({ gil: true });
  expect(await probe(`${command}+gil=1`)).not.toHaveProperty('gilAsked');
  expect(await reasonFor(`${command}+gil=0`)).toMatch(/cannot do without its GIL: it is no free-threaded build;/);
});

test.runIf(python !== undefined)('a real Python can be run with its GIL asked to be on', async () => {
  const lane = 'py-sequential';
  const named = { python: [{ command: `${python?.command}+gil=1`, tag: 'x' }] };
  const run = runTasks(fixturesOf('python', 'wellBehaved'), [lane], { interpreters: named });
  await run.session.finished;
  expect(run.lane(lane).state).toBe('finished');
});

test.runIf(python !== undefined)('tells version, build, lock and the program behind a real Python', async () => {
  expect(await probe(python?.command ?? '')).toMatchObject({
    version: expect.stringMatching(/^3\.\d+/),
    implementation: expect.any(String),
    freeThreaded: expect.any(Boolean),
    gil: expect.any(Boolean),
    switchIntervalMs: expect.any(Number),
    executable: expect.stringMatching(/^\//),
  });
});
