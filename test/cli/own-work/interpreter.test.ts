import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { commandsOf, ownInterpreter } from '../../../src/cli/own-work/interpreter.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A folder with a `node` that says of itself that it is of this version. */
function nodeOf(version: string, folder = mkdtempSync(join(root, 'bin-'))): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'node');
  const answer = JSON.stringify({ executable: '/none/node', version });
  writeFileSync(path, `#!/bin/sh\necho 'lanes: ${answer}'\n`);
  chmodSync(path, 0o755);
  return folder;
}

function withPath(...folders: readonly string[]): string[] {
  const told: string[] = [];
  vi.stubEnv('PATH', [...folders, '/bin'].join(':'));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(told.push(String(text))));
  return told;
}

describe("the user's own Node", () => {
  test('is the first on the PATH that is of no package', async () => {
    const folder = nodeOf('22.18.0');
    const told = withPath(nodeOf('26.0.0', join(root, 'node_modules', '.bin')), folder, nodeOf('24.0.0'));
    expect(await ownInterpreter('node')).toBe(join(folder, 'node'));
    expect(told).toEqual([]);
  });

  test.each(['22.17.1', '20.20.2', '0.10.48'])(
    "gives way to lanes' own where it is %s, which is told",
    async (version) => {
      const told = withPath(nodeOf(version));
      expect(await ownInterpreter('node')).toBeUndefined();
      expect(told).toEqual([
        `lanes: runs with lanes' own Node ${process.versions.node}: the node on the PATH is ${version}, and 22.18 is needed; name another with --node PATH\n`,
      ]);
    },
  );

  test("is lanes' own where it is the same, of which there is nothing to tell", async () => {
    const folder = mkdtempSync(join(root, 'bin-'));
    symlinkSync(process.execPath, join(folder, 'node'));
    const told = withPath(folder);
    expect([await ownInterpreter('node'), told]).toEqual([undefined, []]);
  });

  test('that does not answer gives way too', async () => {
    const folder = nodeOf('');
    writeFileSync(join(folder, 'node'), '#!/bin/sh\nexit 3\n');
    const told = withPath(folder);
    expect(await ownInterpreter('node')).toBeUndefined();
    expect(told.join()).toContain('the node on the PATH cannot be asked for its version');
  });

  test('is meant by --node node', () => {
    const folder = nodeOf('22.18.0');
    withPath(nodeOf('26.0.0', join(root, 'node_modules', '.bin')), folder);
    expect(commandsOf('node', { node: ['node', join(folder, 'node')] })).toEqual([
      join(folder, 'node'),
      join(folder, 'node'),
    ]);
    expect(() => commandsOf('node', { node: ['/none/node'] })).toThrow(
      '--node: got "/none/node"; accepted: a Node 22.18 or newer (there is no such program)',
    );
  });
});

describe("the user's own Python", () => {
  test('is that of the virtual environment that is active', async () => {
    const environment = mkdtempSync(join(root, 'venv-'));
    vi.stubEnv('VIRTUAL_ENV', environment);
    expect(await ownInterpreter('python')).toBeUndefined();
    mkdirSync(join(environment, 'bin'));
    symlinkSync(process.execPath, join(environment, 'bin', 'python'));
    expect(await ownInterpreter('python')).toBe(join(environment, 'bin', 'python'));
  });

  test('is the python3 on the PATH where none is', async () => {
    vi.stubEnv('VIRTUAL_ENV', '');
    expect(await ownInterpreter('python')).toBeUndefined();
  });
});
