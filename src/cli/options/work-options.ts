import { mostSize, mostTasks } from '../../engine/plan.ts';
import type { Json } from '../../tasks/task.ts';
import { httpUrl, jsonText, numberRange, size, wholeNumber } from '../values.ts';
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
    read: (argument, given) => wholeNumber(argument, given, { least: 1, most: mostTasks }),
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
  {
    name: '--export',
    value: '<name>',
    help: 'the export of your file that is the task (also written FILE#NAME)',
    commands: running,
    work: 'own-file',
  },
  {
    name: '--input',
    value: '<json>',
    help: 'what your task is called with, a task each (repeatable)',
    commands: running,
    read: (argument, given, previous) => [...((previous as Json[] | undefined) ?? []), jsonText(argument, given)],
    excludes: ['--inputs', '--input-files', '--input-range'],
    work: 'own-file',
  },
  {
    name: '--inputs',
    value: '<file>',
    help: 'the same from a file with a JSON array, or a JSON value a line; - is stdin',
    commands: running,
    excludes: ['--input-files', '--input-range'],
    work: 'own-file',
  },
  {
    name: '--input-files',
    value: '<glob>',
    help: "the same from the paths of files, such as 'images/*.png', a task each",
    commands: running,
    excludes: ['--input-range'],
    work: 'own-file',
  },
  {
    name: '--input-range',
    value: '<from..to>',
    help: 'the same from whole numbers, such as 1..100',
    commands: running,
    read: numberRange,
    work: 'own-file',
  },
];
