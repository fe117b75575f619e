import { findModel, models, partsOf } from '../../engine/catalog.ts';
import type { RuntimeOption } from '../../engine/runtimes/runtime.ts';
import { runtimeOf, runtimeWords } from '../../engine/runtimes/runtimes.ts';
import { everyModel, laneNames, milliseconds, poolSize, wholeNumber, word, workerNumbers } from '../values.ts';
import type { OptionRow } from './option.ts';
import { running } from './work-options.ts';

/** The most that libuv starts. */
export const mostLibuvThreads = 1_024;

const modelIds = models.map(({ id }) => id);

/** Lanes of which the runtime or the model has a use for the option. */
function ofRuntime(option: RuntimeOption): (lane: string) => boolean {
  return (lane) => {
    const model = findModel(lane);
    return model !== undefined && [...runtimeOf(model.runtime).options, ...(model.options ?? [])].includes(option);
  };
}

/** Lanes of such workers, of which the name does not say how many there are. */
function ofWorkers(workers: 'pool' | 'one-a-task'): (lane: string) => boolean {
  return (lane) => findModel(lane)?.workers === workers && partsOf(lane).workers === undefined;
}

/** Which lanes run, with what, and how many workers they have. */
export const laneOptions: readonly OptionRow[] = [
  {
    name: '--models',
    value: '<list>',
    help: `models, parted by commas, each with :N for N workers of its own, or N tasks at once on a loop: ${modelIds.join(', ')}; or ${everyModel} of the runtime`,
    commands: running,
    read: (argument, given) => laneNames(argument, given, modelIds),
  },
  {
    name: '--runtime',
    value: '<name>',
    help: `whose models to run where none are named: ${[...runtimeWords.keys()].join(', ')} (default: node; both with --python)`,
    commands: running,
    read: (argument, given) => runtimeWords.get(word(argument, given, [...runtimeWords.keys()])),
  },
  {
    name: '--node',
    value: '<path>',
    help: "a Node to run its models with: lanes' own where none is named, for your own file the one on the PATH (repeatable)",
    commands: [...running, 'list'],
    read: (_, given, previous) => [...((previous as string[] | undefined) ?? []), given],
    usedBy: ofRuntime('node'),
  },
  {
    name: '--python',
    value: '<path>',
    help: 'a Python to run its models with, instead of the python3 on the PATH (repeatable)',
    commands: [...running, 'list'],
    read: (_, given, previous) => [...((previous as string[] | undefined) ?? []), given],
    usedBy: ofRuntime('python'),
  },
  {
    name: '--workers',
    value: '<n>',
    help: 'size of the pools (default: the usable cores)',
    commands: ['lanes', 'run'],
    read: poolSize,
    usedBy: ofWorkers('pool'),
  },
  {
    name: '--workers',
    value: '<range>',
    help: 'numbers of workers to measure, such as 1..8 or 1,2,4 or 1..8,16 (default: 1 to twice the usable cores)',
    commands: ['sweep'],
    read: workerNumbers,
  },
  {
    name: '--live',
    value: '<n>',
    help: 'how many threads or child processes may live at once where each task has its own (default: 64)',
    commands: ['lanes', 'run'],
    read: (argument, given) => wholeNumber(argument, given, { least: 1, most: 1_000 }),
    usedBy: ofWorkers('one-a-task'),
  },
  {
    name: '--switch-interval',
    value: '<ms>',
    help: 'how long a thread waits before it asks for the GIL (default: 5)',
    commands: running,
    read: milliseconds,
    usedBy: ofRuntime('switch-interval'),
  },
  {
    name: '--libuv-threads',
    value: '<n>',
    help: 'how many threads Node keeps for native work (default: UV_THREADPOOL_SIZE, or else 4)',
    commands: running,
    read: (argument, given) => wholeNumber(argument, given, { least: 1, most: mostLibuvThreads }),
    work: 'libuv-threads',
    usedBy: ofRuntime('libuv-threads'),
  },
];
