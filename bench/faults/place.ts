import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from '../../test/wait-for.ts';

const semaphores = '/dev/shm';
const witness = fileURLToPath(new URL('../programs/witness.cjs', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'lanes-faults-cache-'));
process.once('exit', () => rmSync(cache, { recursive: true, force: true }));
/** How long after a session the last of it may be gone, ms. */
const limitMs = 3_000;

/** A folder of its own for a session, in which all that it leaves is seen. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'lanes-faults-'));
  readonly log = join(this.folder, 'session.log');
  readonly #temporary = join(this.folder, 'tmp');
  readonly #witness = join(this.folder, 'witness');
  readonly #directories = new Set<string>();

  constructor() {
    mkdirSync(this.#temporary);
    mkdirSync(this.#witness);
  }

  get env(): Record<string, string> {
    return {
      TMPDIR: this.#temporary,
      XDG_CACHE_HOME: cache,
      LANES_WITNESS: this.#witness,
      NODE_OPTIONS: `--require ${witness}`,
    };
  }

  /** To be called while the session goes on: which folders it has. */
  look(): void {
    for (const name of readdirSync(this.#temporary)) this.#directories.add(name);
  }

  /** How many lines Node's tasks have written for certain. */
  witnessed(): number {
    return readdirSync(this.#witness).reduce((sum, name) => sum + readFileSync(join(this.#witness, name)).length, 0);
  }

  /** What is left of the session, in words; ends and removes it. */
  async clear(): Promise<string[]> {
    const nothing = async (what: string, list: () => readonly unknown[]) => {
      const isGone = await waitFor(what, () => list().length === 0, limitMs).catch(() => false);
      return isGone ? [] : [`${what} left: ${list().join(', ')}`];
    };
    const processes = () => processesIn(this.#temporary);
    const faults = [
      ...(await nothing('processes', () => processes().map(({ pid, command }) => `${pid} ${command}`))),
      ...(await nothing('files', () => readdirSync(this.#temporary))),
      ...(await nothing('semaphores', () => this.#semaphores())),
    ];
    for (const { pid } of processes()) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    return faults;
  }

  #semaphores(): string[] {
    if (!existsSync(semaphores)) return [];
    const own = [...this.#directories].map((name) => `sem.${name}-`);
    return readdirSync(semaphores).filter((file) => own.some((begin) => file.startsWith(begin)));
  }
}

interface Found {
  readonly pid: number;
  readonly command: string;
}

/** The processes that have that folder for temporary files, whoever their parent is by now. */
function processesIn(folder: string): Found[] {
  return existsSync('/proc/self/environ') ? fromProc(folder) : fromPs(folder);
}

function fromProc(folder: string): Found[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!(/^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(`TMPDIR=${folder}\0`)))
        return [];
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ') }];
    } catch {
      return [];
    }
  });
}

function fromPs(folder: string): Found[] {
  const lines = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, command = ''] = /^\s*(\d+)\s(.*)$/.exec(line) ?? [];
    return pid !== undefined && command.includes(`TMPDIR=${folder} `) ? [{ pid: Number(pid), command }] : [];
  });
}
