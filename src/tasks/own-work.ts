import { basename, extname, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TaskSpec } from './task.ts';
import type { WorkFile } from './work-file.ts';
import type { Parameters, Scenario, Workload } from './workload.ts';

/** A language that a user's file can be written in. */
interface Language {
  /** The runtime that runs it, by its id. */
  readonly runtime: string;
  readonly title: string;
  readonly extensions: readonly string[];
  /** The export that is the task where none is named. */
  readonly task: string;
}

/** Those that lanes runs. */
export const languages: readonly Language[] = [
  {
    runtime: 'node',
    title: 'TypeScript or JavaScript',
    extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'],
    task: 'default',
  },
  { runtime: 'python', title: 'Python', extensions: ['.py'], task: 'task' },
];

/** The language of a file, by the end of its name; undefined for none that lanes runs. */
export function languageOf(path: string): Language | undefined {
  return languages.find(({ extensions }) => extensions.includes(extname(path)));
}

/** So many tasks where neither the user nor the inputs say how many: a few for each of a machine's cores. */
const defaultTasks = 8;

/** What is known of a user's file when it has been looked at. */
interface Seen {
  /** How many inputs it gives; null where these are numbers. */
  readonly inputs: number | null;
  /** The command of the interpreter that it runs with; absent for the runtime's own. */
  readonly command?: string;
}

/** Where the user's file is, as it is told: below the folder that lanes was started in, or its name alone. */
export function shownPath({ path }: Pick<WorkFile, 'path'>): string {
  const file = relative(process.cwd(), path);
  return file.startsWith('..') ? basename(path) : file;
}

/** The user's own work as a scenario: a workload without a lesson. Of a file in a language that lanes runs. */
export function workloadOf(work: WorkFile, { inputs, command }: Seen): Scenario {
  const runtime = languageOf(work.path)?.runtime ?? '';
  const module = pathToFileURL(work.path).href;
  const isNumbers = work.inputs.from === 'file' && inputs === null;
  return {
    id: idOf(work),
    runtimes: { [runtime]: { module, ...(command !== undefined && { command }) } },
    work: isNumbers ? { ...work, inputs: { from: 'numbers' } } : work,
    defaults: { tasks: inputs ?? defaultTasks, size: 1, delayMs: 0, timeoutMs: 0 },
    article: {},
    options: ownWorkOptions,
    build: (parameters) => tasksOf(work, parameters),
  };
}

const ownWorkOptions: Workload['options'] = ['own-file', 'libuv-threads'];

/** `resize.ts`, or `resize.ts#thumbnail` where an export was named. */
function idOf({ path, name }: WorkFile): string {
  const file = basename(path);
  return name === languageOf(path)?.task ? file : `${file}#${name}`;
}

/** The runner makes their inputs. */
function tasksOf({ path, name }: WorkFile, { tasks }: Parameters): TaskSpec[] {
  const label = name === languageOf(path)?.task ? basename(path, extname(path)) : name;
  return Array.from({ length: tasks }, (_, id) => ({ id, task: name, label: `${label} ${id + 1}`, input: null }));
}
