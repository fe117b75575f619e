import {
  comparisonFormatNames,
  decisionFormatNames,
  formatNames,
  sweepFormatNames,
} from '../../engine/report/format.ts';
import { isStdout } from '../files/destination.ts';
import { outputFile, percentage, speed, word } from '../values.ts';
import type { CommandName, OptionRow } from './option.ts';

function formatRow(commands: readonly CommandName[], formats: readonly string[]): OptionRow {
  return {
    name: '--format',
    value: '<name>',
    help: `form of the report: ${formats.join(', ')}`,
    commands,
    read: (argument, given) => word(argument, given, formats),
    preset: { value: 'table', shown: 'table' },
  };
}

/** What becomes of a session or a report, and what two reports are compared by. */
export const reportOptions: readonly OptionRow[] = [
  {
    name: '--models',
    value: '<list>',
    help: 'lanes that count, parted by commas (default: all that both reports have)',
    commands: ['compare'],
    read: (_, given) => [...new Set(given.split(',').map((name) => name.trim()))],
  },
  {
    name: '--tolerance',
    value: '<percent>',
    help: 'by how much a lane may get slower',
    commands: ['compare'],
    read: percentage,
    preset: { value: 0.1, shown: '10' },
  },
  {
    name: '--across',
    help: 'compare other machines, versions or parameters all the same',
    commands: ['compare'],
  },
  {
    name: '--strict',
    help: 'count also what other programs on a busy machine can explain',
    commands: ['compare'],
  },
  {
    name: '--speed',
    value: '<n|max>',
    help: 'how many times as fast as it was (default: 1)',
    commands: ['replay'],
    read: speed,
  },
  formatRow(['run', 'replay'], formatNames),
  formatRow(['decide'], decisionFormatNames),
  formatRow(['sweep'], sweepFormatNames),
  formatRow(['compare'], comparisonFormatNames),
  formatRow(['list'], ['table', 'json']),
  {
    name: '--output',
    value: '<file>',
    help: 'write the report there instead of to stdout, which is also -',
    commands: ['run', 'decide', 'sweep', 'replay', 'list', 'compare'],
    read: (argument, given) => (isStdout(given) ? given : outputFile(argument, given)),
  },
];
