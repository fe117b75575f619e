import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { descendants } from '../processes.ts';
import { usablePythons } from '../pythons.ts';
import { validDecision } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const [interpreter] = await usablePythons();
const python = interpreter?.command ?? '';

/** Waits: no machine is so slow that one after the other were as fast as all at once. */
const waits = {
  'waits.ts': `import { setTimeout as sleep } from 'node:timers/promises';
export const inputs: number[] = [1, 2, 3, 4, 5, 6];
export default async function twice(n: number): Promise<number> {
  await sleep(60);
  return 2 * n;
}
`,
  'waits.py': `import asyncio

inputs = [1, 2, 3, 4, 5, 6]


async def task(n):
    await asyncio.sleep(0.06)
    return 2 * n
`,
};

/** A file in a new folder; gives the folder. */
function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(root, 'work-'));
  writeFileSync(join(folder, name), text);
  return folder;
}

function decide(folder: string, args: readonly string[], options: Options = {}) {
  return execa(process.execPath, [bin, 'decide', ...args], {
    cwd: folder,
    reject: false,
    stdin: 'ignore',
    timeout: 120_000,
    ...options,
  });
}

/** One after the other and one loop are enough to tell, and leave a busy machine time for rounds. */
const few = (file: string) =>
  file.endsWith('.py')
    ? ['--models', 'py-sequential,py-asyncio', '--python', python]
    : ['--models', 'sequential,promises'];

const files = Object.entries(waits).filter(([file]) => !file.endsWith('.py') || python !== '');

describe.each(files)('a decision on %s', { timeout: 240_000 }, (file, text) => {
  test('is a document by its schema, with a place for each lane', async () => {
    const { stdout, exitCode } = await decide(folderWith(file, text), [file, '--budget', '5s', '--format', 'json']);
    const decision = validDecision(String(stdout));
    expect(exitCode).toBe(0);
    expect(decision).toMatchObject({ subject: file, isInterrupted: false, work: { tasks: 6 } });
    const places = [decision.use ?? [], decision.alike, decision.slower, decision.notTold].flat();
    const lanes = places.map(({ lane }) => lane);
    expect(new Set(lanes).size).toBe(lanes.length);
    expect(lanes).toContain(file.endsWith('.py') ? 'py-sequential' : 'sequential');
  });

  // Enough rounds for a recommendation take some seconds: each way of having the program is tried on one of the files.
  test.runIf(file === files[0]?.[0])(
    'prints a program, the answer beside it, that does the work without lanes',
    async () => {
      const folder = folderWith(file, text);
      const { stdout, stderr, exitCode } = await decide(folder, [file, ...few(file), '--budget', '20s', '--code']);
      expect(stderr).toMatch(/^Use \S+.* as fast as \S*sequential/m);
      expect(exitCode).toBe(0);
      expect(stdout).not.toContain('lanes');
      const name = /Save it as (\S+) and run it/.exec(String(stderr))?.[1] ?? '';
      writeFileSync(join(folder, name), String(stdout));
      expect(await run(folder, name)).toMatch(/^6 results in /);
    },
  );

  test.runIf(file === files.at(-1)?.[0])('writes it to a file, and leaves the answer to stdout', async () => {
    const folder = folderWith(file, text);
    const name = file.endsWith('.py') ? 'all.py' : 'all.mts';
    const { stdout, stderr } = await decide(folder, [file, ...few(file), '--budget', '20s', '--write', name]);
    expect(stdout).toMatch(/^Use /);
    expect(stderr).toContain(`wrote ${name}`);
    expect(readFileSync(join(folder, name), 'utf8')).toContain('waits');
    expect(await run(folder, name)).toMatch(/^6 results in /);
  });
});

async function run(folder: string, name: string): Promise<string> {
  const command = name.endsWith('.py') ? python : process.execPath;
  return (await execa(command, [name], { cwd: folder })).stdout;
}

describe('no recommendation', { timeout: 240_000 }, () => {
  test.each(files.map(([file]) => file))('where the task of %s fails', async (file) => {
    const fails = file.endsWith('.py')
      ? 'def task(n):\n    raise ValueError("no luck")\n'
      : "export default () => { throw new Error('no luck'); };\n";
    const args = [file, ...(file.endsWith('.py') ? ['--python', python] : []), '--budget', '5s', '--code'];
    const { stdout, stderr, exitCode } = await decide(folderWith(file, fails), args);
    expect(String(stderr).replaceAll(/\s+/g, ' ')).toMatch(/ No recommendation: .*no luck/);
    expect(stderr).toContain('--code: there is no program, as there is no recommendation');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  });

  test('where results differ, with the place where they do', async () => {
    const differs = `import { isMainThread } from 'node:worker_threads';
export const inputs = [1, 2];
export default (n) => ({ n, of: [n, { main: isMainThread }] });
`;
    const args = ['differs.mjs', '--models', 'sequential,threads', '--budget', '5s'];
    const { stdout, exitCode } = await decide(folderWith('differs.mjs', differs), args);
    expect(String(stdout).replaceAll(/\s+/g, ' ')).toMatch(/^No recommendation: .*results differ.*\.of\[1\]\.main/);
    expect(exitCode).toBe(0);
  });
});

test('Ctrl-C has it come to an answer with what there is, and leaves nothing running', {
  timeout: 240_000,
}, async () => {
  const slow = "import { setTimeout as sleep } from 'node:timers/promises';\nexport default () => sleep(100_000);\n";
  const child = decide(folderWith('slow.mjs', slow), ['slow.mjs', '--budget', '100s', '--format', 'json']);
  const runners = () => descendants(child.pid ?? 0).filter(({ command }) => command.includes('runner.js'));
  await waitFor('the first look', () => runners().length > 0);
  const begun = runners().map(({ pid }) => pid);
  child.kill('SIGINT');
  const { stdout, exitCode } = await child;
  const decision = validDecision(String(stdout));
  expect(decision).toMatchObject({ use: null, isInterrupted: true });
  expect(exitCode).toBe(130);
  for (const pid of begun) expect(() => process.kill(pid, 0)).toThrow();
});
