import { type Command, Option } from 'commander';
import { models } from '../engine/catalog.ts';
import type { Choices } from '../engine/plan.ts';
import type { LaneOrder } from '../tasks/scenarios.ts';
import { httpUrl, outputFile, seconds, speed, wholeNumber, word, words } from './values.ts';

const defaultLive = 64;
const defaultSeed = 1;

/** The options of a run, as commander gives them. */
export interface RunOptions {
  readonly models?: string[];
  readonly tasks?: number;
  readonly size?: number | 'article';
  readonly delay?: number;
  readonly workers?: number;
  readonly live: number;
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

function option<T>(flags: string, help: string, parse: (given: string, previous: T | undefined) => T): Option {
  return new Option(flags, help).argParser(parse);
}

/** Adds what every command that runs something accepts. */
export function addRunOptions(command: Command): Command {
  const modelIds = models.map(({ id }) => id);
  return command
    .addOption(
      option('--models <list>', `models, parted by commas: ${modelIds.join(', ')}`, (given) =>
        words('--models', given, modelIds),
      ),
    )
    .addOption(
      option('--tasks <n>', 'how many tasks', (given) => wholeNumber('--tasks', given, { least: 1, most: 10_000 })),
    )
    .addOption(
      option('--size <n|article>', "how much work a task is, or the article's figures", (given) =>
        given === 'article' ? given : wholeNumber('--size', given, { least: 1, most: 1e12 }),
      ),
    )
    .addOption(
      option('--delay <ms>', 'the sleep after each line, or the longest answer of the built-in server', (given) =>
        wholeNumber('--delay', given, { least: 0, most: 3_600_000 }),
      ),
    )
    .addOption(
      option('--workers <n>', 'size of the pools (default: the usable cores)', (given) =>
        wholeNumber('--workers', given, { least: 1, most: 256 }),
      ),
    )
    .addOption(
      option('--live <n>', 'how many threads or child processes may live at once', (given) =>
        wholeNumber('--live', given, { least: 1, most: 1_000 }),
      ).default(defaultLive),
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
    )
    .addOption(new Option('--together', 'run the lanes at the same time').conflicts('inTurn'))
    .addOption(new Option('--in-turn', 'run the lanes one after the other'))
    .addOption(new Option('--no-tui', 'no dashboard, even in a terminal'));
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

/** The user's choices; what they left open is for the plan to fill in. */
export function choicesOf(options: RunOptions, usableCores: number): Choices {
  const {
    models: chosen,
    tasks,
    size,
    delay: delayMs,
    url: urls,
    timeout: timeoutSeconds,
    live,
    seed,
    workers,
  } = options;
  const order: LaneOrder | undefined = options.together ? 'together' : options.inTurn ? 'in-turn' : undefined;
  return {
    ...(chosen !== undefined && { models: chosen }),
    ...(tasks !== undefined && { tasks }),
    ...(size !== undefined && { size }),
    ...(delayMs !== undefined && { delayMs }),
    ...(urls !== undefined && { urls }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(order !== undefined && { order }),
    workers: workers ?? usableCores,
    live,
    seed,
  };
}
