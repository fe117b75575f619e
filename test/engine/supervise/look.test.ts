import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LookRequest } from '../../../src/engine/protocol/look.ts';
import { lookAt } from '../../../src/engine/supervise/look/look.ts';
import { isRunning } from '../../processes.ts';
import { waitFor } from '../../wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const request: LookRequest = { work: { path: '/x.ts', name: 'default', inputs: { from: 'file' } }, most: 10_000 };
const facts = {
  isAsync: false,
  takes: 1,
  inputs: null,
  loadMs: 1,
  inputsMs: 0,
  has: { setup: false, teardown: false, transfer: false },
  exports: ['default'],
};
const told = JSON.stringify(facts);

let programs = 0;

/** Looks with a program that does `script`. */
function look(script: string, limitMs?: number): ReturnType<typeof lookAt> {
  programs += 1;
  const program = join(folder, `program-${programs}.mjs`);
  writeFileSync(program, `import { writeSync, readFileSync } from 'node:fs';\n${script}`);
  return lookAt({ file: process.execPath, args: [program] }, request, limitMs);
}

describe('looking at a file', () => {
  test('hands the request over, and gives what is told of the file', async () => {
    const copy = join(folder, 'request.json');
    const script = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(copy)}, readFileSync(0)); console.log('noise'); writeSync(3, ${JSON.stringify(`${told}\n`)});`;
    expect(await look(script)).toEqual(facts);
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toEqual(request);
  });

  test('takes nothing for an answer that is none', async () => {
    expect(
      await look(`writeSync(3, 'noise\\n{"inputs":-1}\\n'); writeSync(3, ${JSON.stringify(`${told}\n`)});`),
    ).toEqual(facts);
  });

  test('gives why a file cannot be run', async () => {
    const error = { kind: 'no-export', message: 'has no export default', exports: ['other'] };
    expect(await look(`writeSync(3, ${JSON.stringify(`${JSON.stringify({ error })}\n`)});`)).toEqual({ error });
  });

  test('leaves nothing running that has told', async () => {
    const pid = join(folder, 'pid');
    const script = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(pid)}, String(process.pid)); writeSync(3, ${JSON.stringify(`${told}\n`)}); setInterval(() => {}, 1000);`;
    expect(await look(script)).toEqual(facts);
    await waitFor('the end of the process', () => !isRunning(Number(readFileSync(pid, 'utf8'))));
  });

  test('ends one that takes too long', async () => {
    expect(await look("console.error('waiting'); setInterval(() => {}, 1000);", 2_000)).toEqual({
      failed: 'was not loaded, with its inputs made, within 2 s',
      isLate: true,
      printed: 'waiting\n',
    });
  });

  test.each([
    ['process.exit(3)', 'exited with code 3'],
    ["process.kill(process.pid, 'SIGKILL')", 'was killed by SIGKILL'],
    ["throw new TypeError('no')", 'exited with code 1: TypeError: no'],
  ])('tells of the end of one that tells nothing: %s', async (script, words) => {
    const seen = await look(script);
    expect('failed' in seen && seen.failed).toContain(words);
  });

  test('gives why there is no process', async () => {
    const seen = await lookAt({ file: '/none/node', args: [] }, request);
    expect('failed' in seen && seen.failed).toContain('ENOENT');
  });
});
