import { type Command, Option } from 'commander';
import { models } from '../../engine/catalog.ts';
import { mostSize } from '../../engine/plan.ts';
import { type RuntimeChoice, runtimeWords } from '../../engine/runtimes/runtimes.ts';
import { httpUrl, laneNames, milliseconds, mostWorkers, regularFile, seconds, wholeNumber, word } from '../values.ts';
import { option } from './option.ts';

const defaultLive = 64;
const defaultSeed = 1;

/** The options of a run, as commander gives them. */
export interface RunOptions {
  readonly models?: string[];
  readonly runtime?: RuntimeChoice;
  readonly python?: string[];
  readonly tasks?: number;
  readonly size?: number | 'article';
  readonly delay?: number;
  readonly workers?: number;
  readonly live: number;
  readonly switchInterval?: number;
  readonly libuvThreads?: number;
  readonly rounds?: number;
  readonly warmUp?: number;
  readonly seed: number;
  readonly timeout?: number;
  readonly url?: string[];
  readonly record?: string;
  readonly together?: true;
  readonly inTurn?: true;
  readonly tui: boolean;
}

/** Adds what every command accepts that runs lanes as they are named. */
export function addRunOptions(command: Command): Command {
  return addSessionOptions(command)
    .addOption(
      option('--workers <n>', 'size of the pools (default: the usable cores)', (given) =>
        wholeNumber('--workers', given, { least: 1, most: mostWorkers }),
      ),
    )
    .addOption(new Option('--together', 'run the lanes at the same time').conflicts('inTurn'))
    .addOption(new Option('--in-turn', 'run the lanes one after the other'))
    .addOption(new Option('--no-tui', 'no dashboard, even in a terminal'));
}

/** Adds what every command that runs something accepts; `rounds` that it has by default. */
export function addSessionOptions(command: Command, rounds = 1): Command {
  const modelIds = models.map(({ id }) => id);
  return command
    .addOption(
      option(
        '--models <list>',
        `models, parted by commas, each with :N for N workers of its own: ${modelIds.join(', ')}`,
        (given) => laneNames('--models', given, modelIds),
      ),
    )
    .addOption(
      option(
        '--runtime <name>',
        `whose models to run where none are named: ${[...runtimeWords.keys()].join(', ')} (default: node; both with --python)`,
        (given) => runtimeWords.get(word('--runtime', given, [...runtimeWords.keys()])),
      ),
    )
    .addOption(pythonOption())
    .addOption(
      option('--tasks <n>', 'how many tasks', (given) => wholeNumber('--tasks', given, { least: 1, most: 10_000 })),
    )
    .addOption(
      option('--size <n|article>', "how much work a task is, or the article's figures", (given) =>
        given === 'article' ? given : wholeNumber('--size', given, { least: 1, most: mostSize }),
      ),
    )
    .addOption(
      option('--delay <ms>', 'the sleep after each line, or the longest answer of the built-in server', (given) =>
        wholeNumber('--delay', given, { least: 0, most: 3_600_000 }),
      ),
    )
    .addOption(
      option('--live <n>', 'how many threads or child processes may live at once', (given) =>
        wholeNumber('--live', given, { least: 1, most: 1_000 }),
      ).default(defaultLive),
    )
    .addOption(
      option('--switch-interval <ms>', 'how long a thread waits before it asks for the GIL (default: 5)', (given) =>
        milliseconds('--switch-interval', given),
      ),
    )
    .addOption(
      option('--libuv-threads <n>', 'how many threads Node keeps for native work (default: 4)', (given) =>
        wholeNumber('--libuv-threads', given, { least: 1, most: 1_024 }),
      ).env('UV_THREADPOOL_SIZE'),
    )
    .addOption(
      option('--rounds <n>', `how often to measure every model, in shuffled order (default: ${rounds})`, (given) =>
        wholeNumber('--rounds', given, { least: 1, most: 1_000 }),
      ),
    )
    .addOption(
      option(
        '--warm-up <n>',
        'rounds before that which do not count (default: 1 if there are several rounds)',
        (given) => wholeNumber('--warm-up', given, { least: 0, most: 100 }),
      ),
    )
    .addOption(
      option('--seed <n>', 'seed of everything random', (given) =>
        wholeNumber('--seed', given, { least: 0, most: 2 ** 31 - 1 }),
      ).default(defaultSeed),
    )
    .addOption(
      option('--timeout <s>', 'end a run that takes longer, in seconds', (given) => seconds('--timeout', given)),
    )
    .addOption(
      option<string[]>(
        '--url <url>',
        'fetch this instead of the built-in server (repeatable)',
        (given, previous = []) => [...previous, httpUrl('--url', given)],
      ),
    )
    .addOption(
      option('--record <file>', 'keep a log of what the runs tell there, for lanes replay', (given) =>
        regularFile('--record', given),
      ),
    );
}

/** `--python`, which `lanes list` has too. */
export function pythonOption(): Option {
  return option<string[]>(
    '--python <path>',
    'a Python to run its models with, instead of the python3 on the PATH (repeatable)',
    (given, previous = []) => [...previous, given],
  );
}
