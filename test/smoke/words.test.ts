import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { lessonOf } from '../../src/tasks/workload.ts';
import { validReport, validSweep } from '../valid-json.ts';
import { lanes } from './lanes.ts';

describe('help and version are had as words too', () => {
  test.each([
    [['help'], ['--help']],
    [
      ['help', 'run'],
      ['run', '--help'],
    ],
    [
      ['help', 'sweep'],
      ['sweep', '--help'],
    ],
    [['version'], ['--version']],
  ])('%j', async (words, option) => {
    const asked = await lanes(...words);
    expect(asked).toEqual(await lanes(...option));
    expect(asked).toMatchObject({ stderr: '', exitCode: 0 });
    expect(asked.stdout).not.toBe('');
  });
});

describe('a word that is not known is told with the one that was probably meant', () => {
  test.each([
    [['rnu', 'count'], 'did you mean run?'],
    [['rnu', 'count', '--format', 'json'], 'did you mean run?'],
    [
      ['help', 'rnu'],
      'COMMAND: got "rnu"; accepted: run, decide, sweep, replay, list, compare, init, help, version (did you mean run?)',
    ],
    [
      ['run', 'count', '--size', 'articel'],
      '--size: got "articel"; accepted: a whole number from 1 to 1,000,000,000,000',
    ],
    [['run', 'count', '--size', 'big'], 'or article'],
    [['run', 'count', '--workers', '1..4'], 'such as 10; lanes sweep measures several numbers'],
    [['run', '9'], 'SCENARIO: got "9"; accepted: interleave, gil'],
    [['count', 'gil'], 'SCENARIO: got "gil" after count; accepted: one scenario at a time'],
    [['run', 'count', '--models', 'al'], 'did you mean all?'],
    [['run', 'count', '--models', 'PROMISES'], 'did you mean promises?'],
    [['RUN', 'count'], 'did you mean run?'],
    [['run', 'count', '--models', 'py-threads@'], '--models: got "py-threads@"; accepted: sequential'],
    [['run', 'count', '--models', 'all:2'], '--models: got "all:2"'],
  ])('%j', async (args, words) => {
    const { stdout, stderr, exitCode } = await lanes(...args);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toContain(words);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

test.each(['python4', '/none/python3', '/etc', ''])(
  '--python %j, which is not there, is refused before anything runs',
  async (python) => {
    const { stdout, stderr, exitCode } = await lanes('run', 'interleave', '--python', python);
    expect(stderr).toMatch(
      /^lanes: --python: got "[^\n]*"; accepted: a Python 3\.9 or newer \(there is no such program/,
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
  },
);

test('a scenario is also called by the number of its key', async () => {
  const args = ['--models', 'promises', '--tasks', '1', '--size', '10', '--format', 'json'];
  expect(validReport((await lanes('run', '3', ...args)).stdout).scenario.id).toBe('count');
});

test('--models all is every model of the runtime that can run the scenario', async () => {
  const { stdout } = await lanes('run', 'count', '--models', 'all', '--tasks', '1', '--size', '10', '--format', 'json');
  expect(validReport(stdout).lanes.map(({ lane }) => lane)).toEqual([
    'sequential',
    'promises',
    'threads',
    'gil-threads',
    'forks',
    'thread-pool',
    'process-pool',
  ]);
});

test('--models all is in a sweep every model that can have several workers', async () => {
  const args = ['--models', 'all', '--tasks', '1', '--workers', '1', '--rounds', '1', '--size', '10'];
  const { models } = validSweep((await lanes('sweep', 'count', ...args, '--format', 'json')).stdout);
  expect(models.map(({ model }) => model)).toEqual(['threads', 'gil-threads', 'forks', 'thread-pool', 'process-pool']);
});

test.each(scenarios)('what is said of $id is true of any number of tasks', (scenario) => {
  const { title, sentence } = lessonOf(scenario);
  expect(`${title} ${sentence}`).not.toMatch(/\b(\d+|twice|two|ten|half|second)\b/i);
});
