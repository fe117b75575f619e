import { dirname } from 'node:path';
import { findModel, hasInterpreters, laneName, partsOf } from '../engine/catalog.ts';
import { mostTasks } from '../engine/plan.ts';
import { maxSpeed } from '../engine/replay/speed.ts';
import { grouped } from '../engine/text/numbers.ts';
import type { Json } from '../tasks/task.ts';
import { shownUrl } from '../tasks/urls.ts';
import { destinationOf, isWrittenInto, statOf } from './files/destination.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/** The bounds of a whole number and how they are worded. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

const numeral = /^\d+(_\d+)*(\.\d+)?(e\+?\d+)?$/i;

/** Reads a number: `4`, `0.5`, `1e7`, `10_000_000`. Throws a {@link UsageError} for anything that is not accepted. */
function number(argument: string, given: string, isAccepted: (value: number) => boolean, accepted: string): number {
  const value = numeral.test(given) ? Number(given.replaceAll('_', '')) : Number.NaN;
  if (isAccepted(value)) return value;
  throw new UsageError(`${argument}: got ${JSON.stringify(given)}; accepted: ${accepted}`);
}

/** Reads a whole number. */
export function wholeNumber(argument: string, given: string, bounds: Bounds): number {
  return number(argument, given, (value) => isWhole(value, bounds), wholeNumbers(bounds));
}

function isWhole(value: number, { least, most }: Bounds): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function wholeNumbers({ least, most }: Bounds): string {
  const examples = most < 1e6 ? '10' : '10 or 1e6';
  return `a whole number from ${grouped(least)} to ${grouped(most)}, such as ${examples}`;
}

/** Reads an amount of work, or the word for the article's. */
export function size(argument: string, given: string, most: number): number | 'article' {
  if (given === 'article') return given;
  const bounds = { least: 1, most };
  return number(argument, given, (value) => isWhole(value, bounds), `${wholeNumbers(bounds)}, or article`);
}

/** Reads a number of seconds above zero, fractions allowed. */
export function seconds(argument: string, given: string): number {
  const accepted = 'seconds above 0, at most 86,400, such as 2.5';
  return number(argument, given, (value) => value > 0 && value <= 86_400, accepted);
}

const budgetForm = /^(\d+(?:\.\d+)?)(ms|s|m|min)?$/;
const budgetUnits: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000 };

/** Reads how long something may take, `30s`, `2m`, `2.5` seconds; gives ms. */
export function budget(argument: string, given: string): number {
  const [, amount = '', unit = 's'] = budgetForm.exec(given.trim()) ?? [];
  const ms = amount === '' ? Number.NaN : Number(amount) * (budgetUnits[unit] ?? Number.NaN);
  if (ms >= 1_000 && ms <= 3_600_000) return ms;
  throw new UsageError(
    `${argument}: got ${JSON.stringify(given)}; accepted: a time from 1s to 60m, such as 10s, 30s or 2m`,
  );
}

/** Reads how many times as fast as it was a log is played. */
export function speed(argument: string, given: string): number {
  if (given === 'max') return maxSpeed;
  const accepted = 'a number from 0.01 to 1,000, such as 4 or 0.25, or max';
  return number(argument, given, (value) => value >= 0.01 && value <= 1_000, accepted);
}

/** Reads a number of milliseconds above zero, fractions allowed. */
export function milliseconds(argument: string, given: string): number {
  const accepted = 'milliseconds above 0, at most 60,000, such as 5 or 0.5';
  return number(argument, given, (value) => value > 0 && value <= 60_000, accepted);
}

/** Reads a percentage, fractions allowed, with or without its sign; gives a share. */
export function percentage(argument: string, given: string): number {
  const isAccepted = (value: number) => value >= 0 && value <= 1_000;
  return number(argument, given.replace(/ ?%$/, ''), isAccepted, 'a percentage from 0 to 1,000, such as 10') / 100;
}

/** The most workers that a lane can be given. */
const mostWorkers = 256;

const rangeForm = /^(\d+)(?:\.\.(\d+))?$/;

/** Reads numbers of workers, such as `1..8`, `1,2,4` or `1..8,16`; gives each once, the lowest first. */
export function workerNumbers(argument: string, given: string): number[] {
  const numbers = given.split(',').flatMap((part) => {
    const [, first, last = first] = rangeForm.exec(part.trim()) ?? [];
    const [low, high] = [Number(first), Number(last)];
    if (low >= 1 && low <= high && high <= mostWorkers)
      return Array.from({ length: high - low + 1 }, (_, i) => low + i);
    throw new UsageError(
      `${argument}: got ${JSON.stringify(given)}; accepted: numbers from 1 to ${mostWorkers} and ranges of them, the lower first, such as 1..8 or 1,2,4 or 1..8,16`,
    );
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Undefined for what is not JSON. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Reads a value of JSON. */
export function jsonText(argument: string, given: string): Json {
  const value = parsedJson(given);
  if (value !== undefined) return value;
  throw new UsageError(
    `${argument}: got ${JSON.stringify(given)}; accepted: JSON, such as 5, '"text"' or '{"width": 80}'`,
  );
}

/** Reads `1..100` as the whole numbers from the first to the last. */
export function numberRange(argument: string, given: string): number[] {
  const [, first, last] = /^(-?\d+)\.\.(-?\d+)$/.exec(given) ?? [];
  const [low, high] = [Number(first), Number(last)];
  if (Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high && high - low < mostTasks)
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  throw new UsageError(
    `${argument}: got ${JSON.stringify(given)}; accepted: two whole numbers, the lower first, at most ${grouped(mostTasks)} in all, such as 1..100`,
  );
}

/** Reads the size of the pools. Who gives several is told of the command that takes them. */
export function poolSize(argument: string, given: string): number {
  const bounds = { least: 1, most: mostWorkers };
  const several = /^\d+(\.\.|,)/.test(given) ? '; lanes sweep measures several numbers' : '';
  return number(argument, given, (value) => isWhole(value, bounds), `${wholeNumbers(bounds)}${several}`);
}

/** Stands for every model of the runtime. */
export const everyModel = 'all';

/**
 * Reads names of lanes parted by commas, each the id of a model, with `@` and an interpreter's
 * version where its runtime can have several, and `:` and a number of workers, or of tasks under way
 * on a loop; or the word for all of them. Gives each once.
 */
export function laneNames(argument: string, given: string, accepted: readonly string[]): string[] {
  return [...new Set(given.split(',').map((word) => lane(argument, word.trim(), accepted)))];
}

/** Gives the name as the lane is called, however its number was written. */
function lane(argument: string, name: string, accepted: readonly string[]): string {
  if (name === everyModel) return name;
  const parts = partsOf(name);
  const { id, tag, workers } = parts;
  const model = findModel(id);
  if (!accepted.includes(id) || (tag !== undefined && !hasInterpreters(id)))
    throw unknownWord(argument, name, [...accepted, everyModel]);
  if (workers !== undefined && model?.counts === undefined)
    throw new UsageError(
      `${argument}: got ${JSON.stringify(name)}; accepted: ${id}, which has one worker whatever is asked for`,
    );
  const most = model?.counts === 'tasks' ? mostTasks : mostWorkers;
  if (workers !== undefined) wholeNumber(`${argument} ${id}:N`, String(workers), { least: 1, most });
  return laneName(parts);
}

/** Reads one of `accepted`. */
export function word<Word extends string>(argument: string, given: string, accepted: readonly Word[]): Word {
  const found = accepted.find((candidate) => candidate === given);
  if (found === undefined) throw unknownWord(argument, given, accepted);
  return found;
}

/** Reads an http or https URL, and gives it as the URL Standard writes it: `http:host` and `http:///host/` are one. */
export function httpUrl(argument: string, given: string): string {
  const url = URL.parse(given);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  throw new UsageError(`${argument}: got ${JSON.stringify(shownUrl(given))}; accepted: an http:// or https:// URL`);
}

/** Checks that a file can be made there, before an hour of measuring is lost to a wrong path. */
export function outputFile(argument: string, given: string): string {
  const folder = dirname(given);
  if (!/^$|\/$/.test(given) && isFolder(folder) && !isFolder(given)) return given;
  const reason = isFolder(folder) ? `${JSON.stringify(given)} is no file` : `${folder} is none`;
  throw new UsageError(`${argument}: got ${JSON.stringify(given)}; accepted: a file in an existing folder (${reason})`);
}

/** The same for a file that grows beside its place and is then given its name: no device, no pipe. */
export function regularFile(argument: string, given: string): string {
  const file = outputFile(argument, given);
  if (!isWrittenInto(destinationOf(file))) return file;
  throw new UsageError(
    `${argument}: got ${JSON.stringify(given)}; accepted: a regular file (what is no file, or is open already, would be replaced)`,
  );
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}
