import { mostSize } from '../../engine/plan.ts';
import { httpUrl, size, wholeNumber } from '../values.ts';
import type { CommandName, OptionRow } from './option.ts';

/** The commands that run something. */
export const running: readonly CommandName[] = ['lanes', 'run', 'decide', 'sweep'];

/** How much there is to do. */
export const workOptions: readonly OptionRow[] = [
  {
    name: '--tasks',
    value: '<n>',
    help: 'how many tasks',
    commands: running,
    read: (argument, given) => wholeNumber(argument, given, { least: 1, most: 10_000 }),
  },
  {
    name: '--size',
    value: '<n|article>',
    help: "how much work a task is (what to count to, how many lines to print), or the article's figures",
    commands: running,
    read: (argument, given) => size(argument, given, mostSize),
    work: 'size',
  },
  {
    name: '--delay',
    value: '<ms>',
    help: 'the sleep after each line, or the longest answer of the built-in server',
    commands: running,
    read: (argument, given) => wholeNumber(argument, given, { least: 0, most: 3_600_000 }),
    work: 'delay',
  },
  {
    name: '--url',
    value: '<url>',
    help: 'fetch this instead of the built-in server (repeatable)',
    commands: running,
    read: (argument, given, previous) => [...((previous as string[] | undefined) ?? []), httpUrl(argument, given)],
    work: 'url',
  },
];
