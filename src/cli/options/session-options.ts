import { fewestRounds } from '../../engine/measure/statistics/comparison.ts';
import { budget, outputFile, regularFile, seconds, wholeNumber, word } from '../values.ts';
import type { CommandName, OptionRow } from './option.ts';
import { running } from './work-options.ts';

/** How many rounds a sweep has where nobody says otherwise: enough to infer something from. */
export const sweepRounds = fewestRounds;

function roundsRow(commands: readonly CommandName[], byDefault: number): OptionRow {
  return {
    name: '--rounds',
    value: '<n>',
    help: `how often to measure every model, in shuffled order (default: ${byDefault})`,
    commands,
    read: (argument, given) => wholeNumber(argument, given, { least: 1, most: 1_000 }),
  };
}

/** How often and in which order lanes run, and what is kept of it. */
export const sessionOptions: readonly OptionRow[] = [
  {
    name: '--budget',
    value: '<time>',
    help: 'how long the decision may take in all',
    commands: ['decide'],
    read: budget,
    preset: { value: 30_000, shown: '30s' },
  },
  {
    name: '--code',
    help: 'print the program to copy, without lanes; the answer goes to stderr',
    commands: ['decide'],
    excludes: ['--write', '--output'],
    work: 'own-file',
  },
  {
    name: '--write',
    value: '<file>',
    help: 'write that program there',
    commands: ['decide'],
    read: outputFile,
    work: 'own-file',
  },
  {
    name: '--library',
    value: '<name>',
    help: 'have a library make the pool of threads in that program, instead of the program itself: piscina',
    commands: ['decide'],
    read: (argument, given) => word(argument, given, ['piscina']),
    work: 'own-file',
  },
  { name: '--why', help: 'all that the answer rests on, as run reports it', commands: ['decide'] },
  roundsRow(['lanes', 'run'], 1),
  roundsRow(['sweep'], sweepRounds),
  {
    name: '--warm-up',
    value: '<n>',
    help: 'rounds before that which do not count (default: 1 if there are several rounds)',
    commands: ['lanes', 'run', 'sweep'],
    read: (argument, given) => wholeNumber(argument, given, { least: 0, most: 100 }),
  },
  {
    name: '--seed',
    value: '<n>',
    help: 'seed of everything random',
    commands: running,
    read: (argument, given) => wholeNumber(argument, given, { least: 0, most: 2 ** 31 - 1 }),
    preset: { value: 1, shown: '1' },
  },
  {
    name: '--timeout',
    value: '<s>',
    help: 'end a run that takes longer, in seconds',
    commands: running,
    read: seconds,
  },
  {
    name: '--together',
    help: 'run the lanes at the same time',
    commands: ['lanes', 'run'],
    excludes: ['--in-turn'],
  },
  { name: '--in-turn', help: 'run the lanes one after the other', commands: ['lanes', 'run'] },
  {
    name: '--record',
    value: '<file>',
    help: 'keep a log of what the runs tell there, for lanes replay',
    commands: running,
    read: regularFile,
  },
  { name: '--no-tui', help: 'no dashboard, even in a terminal', commands: ['lanes', 'run', 'replay'] },
];
