import { type Command, Option } from 'commander';
import { models, partsOf } from '../engine/catalog.ts';
import { type Choices, mostSize, type NamedPython, type RuntimeChoice } from '../engine/plan.ts';
import type { LaneOrder, Scenario } from '../tasks/scenarios.ts';
import { UsageError, unknownWord } from './usage-error.ts';
import {
  httpUrl,
  laneNames,
  milliseconds,
  mostWorkers,
  outputFile,
  percentage,
  seconds,
  speed,
  wholeNumber,
  word,
} from './values.ts';

const defaultLive = 64;
const defaultSeed = 1;
const defaultTolerance = 0.1;
const runtimeChoices: readonly RuntimeChoice[] = ['node', 'python', 'both'];

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

/** Where a report goes, and how it is written. */
export interface ReportOptions {
  readonly format: string;
  readonly output?: string;
}

/** An option whose value is read by `parse`. */
export function option<T>(flags: string, help: string, parse: (given: string, previous: T | undefined) => T): Option {
  return new Option(flags, help).argParser(parse);
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

/** Adds what every command that runs something accepts. */
export function addSessionOptions(command: Command): Command {
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
        `whose models to run where none are named: ${runtimeChoices.join(', ')} (default: node; both with --python)`,
        (given) => word('--runtime', given, runtimeChoices),
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
      option('--rounds <n>', 'how often to measure every model, in shuffled order (default: 1)', (given) =>
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
        outputFile('--record', given),
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

/** Throws a UsageError for a model that the user named and that cannot run the scenario. */
export function checkModels({ accepts }: Scenario, { models: chosen = [] }: Pick<RunOptions, 'models'>): void {
  if (accepts === undefined) return;
  for (const name of chosen) if (!accepts.includes(partsOf(name).id)) throw unknownWord('--models', name, accepts);
}

/** How a replay is shown, as commander gives it. */
export interface ReplayOptions extends ReportOptions {
  readonly speed: number;
  readonly tui: boolean;
}

/** Adds how fast a log is played. */
export function addReplayOptions(command: Command): Command {
  return command
    .addOption(
      option('--speed <n|max>', 'how many times as fast as it was', (given) => speed('--speed', given)).default(1),
    )
    .addOption(new Option('--no-tui', 'no dashboard, even in a terminal'));
}

/** Throws a UsageError for options that cannot both be had. */
export function checkOrder({ rounds = 1, together }: RunOptions): void {
  if (!together || rounds === 1) return;
  throw new UsageError(
    `--together: cannot be had with --rounds ${rounds}; lanes that are measured run in turn, or they measure each other`,
  );
}

/** Adds what `lanes compare` accepts. */
export function addCompareOptions(command: Command): Command {
  return command
    .addOption(
      option('--models <list>', 'lanes that count, parted by commas (default: all that both reports have)', (given) => [
        ...new Set(given.split(',').map((name) => name.trim())),
      ]),
    )
    .addOption(
      option('--tolerance <percent>', 'by how much a lane may get slower', (given) =>
        percentage('--tolerance', given),
      ).default(defaultTolerance, '10'),
    )
    .addOption(new Option('--across', 'compare other machines, versions or parameters all the same'));
}

/** Adds where a report goes. */
export function addReportOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      option('--format <name>', `form of the report: ${formats.join(', ')}`, (given) =>
        word('--format', given, formats),
      ).default('table'),
    )
    .addOption(
      option('--output <file>', 'write the report there instead of to stdout', (given) =>
        outputFile('--output', given),
      ),
    );
}

/**
 * The user's choices; what they left open is for the plan to fill in. `pythons` are the
 * interpreters that they named.
 */
export function choicesOf(
  options: Omit<RunOptions, 'tui'>,
  usableCores: number,
  pythons: readonly NamedPython[],
): Choices {
  const {
    models: chosen,
    tasks,
    size,
    delay: delayMs,
    url: urls,
    timeout: timeoutSeconds,
    live,
    switchInterval: switchIntervalMs,
    libuvThreads,
    rounds,
    warmUp,
    seed,
    workers,
  } = options;
  const order: LaneOrder | undefined = options.together ? 'together' : options.inTurn ? 'in-turn' : undefined;
  return {
    ...(chosen !== undefined && { models: chosen }),
    ...runtimesOf(options.runtime, pythons),
    ...(tasks !== undefined && { tasks }),
    ...(size !== undefined && { size }),
    ...(delayMs !== undefined && { delayMs }),
    ...(urls !== undefined && { urls }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(order !== undefined && { order }),
    ...(switchIntervalMs !== undefined && { switchIntervalMs }),
    ...(libuvThreads !== undefined && { libuvThreads }),
    ...(rounds !== undefined && { rounds }),
    ...(warmUp !== undefined && { warmUp }),
    workers: workers ?? usableCores,
    live,
    seed,
  };
}

/** Who names an interpreter wants to see its models. */
function runtimesOf(
  runtime: RuntimeChoice | undefined,
  pythons: readonly NamedPython[],
): Pick<Choices, 'runtimes' | 'pythons'> {
  if (pythons.length === 0) return runtime === undefined ? {} : { runtimes: runtime };
  return { runtimes: runtime ?? 'both', pythons };
}
