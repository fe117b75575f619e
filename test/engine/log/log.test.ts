import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../src/engine/log/entry.ts';
import { type LogHeader, planIn } from '../../../src/engine/log/header.ts';
import { type Interruption, openLog } from '../../../src/engine/log/log.ts';
import { LogError } from '../../../src/engine/log/log-error.ts';
import { recording } from '../../../src/engine/log/record.ts';
import { type Plan, planOf, tasksOf } from '../../../src/engine/plan.ts';
import { workloadOf } from '../../../src/tasks/own-work.ts';
import { waitFor } from '../../wait-for.ts';
import { anyEvent } from './arbitrary-events.ts';
import { changed, environment, listening, newFile, plan, record, runOf, type Told, tasks, telling } from './told.ts';

async function entriesIn(file: string): Promise<(LogEntry | Interruption)[]> {
  const entries: (LogEntry | Interruption)[] = [];
  for await (const entry of (await openLog(file)).entries()) entries.push(entry);
  return entries;
}

function toldIn(entries: readonly (LogEntry | Interruption)[]): Told[] {
  return entries.flatMap((entry): Told[] => {
    if ('event' in entry) return [[entry.lane, entry.event]];
    if ('around' in entry) return [[entry.lane, entry.around]];
    return 'starting' in entry ? [[entry.lane, { round: entry.round, kind: entry.kind }]] : [];
  });
}

async function problemOf(file: string): Promise<string> {
  const error = await entriesIn(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LogError);
  return (error as Error).message;
}

async function recordedHeader(plan: Plan): Promise<{ readonly text: string; readonly header: LogHeader }> {
  const file = newFile();
  const { start } = recording(
    (_, listener) => {
      listener.begin(tasksOf(plan));
      return { stop: () => undefined, retire: () => undefined, finished: Promise.resolve() };
    },
    file,
    environment,
  );
  await start(plan, listening().listener).finished;
  return { text: readFileSync(file, 'utf8'), header: (await openLog(file)).header };
}

const anyRound = fc.record({
  round: fc.integer({ min: 1, max: 1_000 }),
  kind: fc.constantFrom('measured' as const, 'warm-up' as const),
});
const anyMs = fc.double({ min: 0, max: 1e6, noNaN: true }).map((ms) => ms + 0);
const anySurroundings = fc.record(
  {
    lifeMs: anyMs,
    bootMs: anyMs,
    machineCpuMs: anyMs,
    reference: fc.record({ beforeMs: anyMs, afterMs: anyMs }),
  },
  { requiredKeys: ['lifeMs', 'bootMs', 'machineCpuMs'] },
);

const run = [...runOf('sequential', 1_000, [10, 20]), ...runOf('threads', 1_100, [5, 5])];

describe('a log', () => {
  test('gives back everything that was told, in its order', async () => {
    const anyTold = fc.tuple(fc.constantFrom('sequential', 'threads'), fc.oneof(anyEvent, anyRound, anySurroundings));
    await fc.assert(
      fc.asyncProperty(fc.array(anyTold, { maxLength: 40 }), async (told) => {
        const entries = await entriesIn(await record(told));
        expect(toldIn(entries)).toEqual(told);
        expect(entries.at(-1)).toHaveProperty('ended');
      }),
      { numRuns: 60 },
    );
  });

  test('knows the session that it is of', async () => {
    const { header } = await openLog(await record(run));
    expect(header.environment).toEqual(environment);
    expect(header.tasks).toEqual(tasks);
    const { scenario: _, ...parameters } = planIn(header);
    expect(parameters).toEqual(Object.fromEntries(Object.entries(plan).filter(([key]) => key !== 'scenario')));
    const { build: recorded, ...told } = planIn(header).scenario;
    const { build: __, ...original } = plan.scenario;
    // What is recorded can no more be chosen.
    expect(told).toEqual({ ...original, options: [] });
    expect(recorded(plan.parameters)).toEqual(tasks);
  });

  test('of a file of the user keeps neither where that lies nor what it is called with', async () => {
    const path = join(process.cwd(), 'somewhere', 'resize.py');
    const inputs = { from: 'values', values: ['/home/secret'] } as const;
    const scenario = workloadOf({ path, name: 'task', inputs }, { inputs: 1, command: '/home/venv/bin/python' });
    const own = planOf(scenario, { workers: 2, live: 64, seed: 1 });
    const { text, header } = await recordedHeader(own);
    expect(text).not.toMatch(new RegExp(`secret|/home|${process.cwd()}`));
    const played = planIn(header);
    expect([played.lanes, played.scenario.id, played.scenario.lesson]).toEqual([own.lanes, 'resize.py', undefined]);
    expect(played.scenario.work).toEqual({
      path: 'somewhere/resize.py',
      name: 'task',
      inputs: { ...inputs, values: [] },
    });
    expect(played.interpreters).toEqual({ node: ['node'], python: ['python3'] });
    expect(Object.keys(played.scenario.runtimes)).toEqual(['python']);
    expect(played.scenario.build(played.parameters)).toEqual([{ id: 0, task: 'task', label: 'resize 1', input: null }]);
  });

  test('has its name when it is whole, and is beside it before', async () => {
    const file = newFile();
    writeFileSync(file, 'the log before');
    const over = Promise.withResolvers<void>();
    const { start } = recording(
      (_, listener) => {
        listener.begin(tasks);
        for (const [lane, what] of run) if ('type' in what) listener.events(lane, [what]);
        return { stop: () => undefined, retire: () => undefined, finished: over.promise };
      },
      file,
      environment,
    );
    const session = start(plan, listening().listener);
    const half = await waitFor('lines in the log', () =>
      readFileSync(`${file}.partial`, 'utf8').includes('run-finished') ? entriesIn(`${file}.partial`) : undefined,
    );
    expect(half.at(-1)).toEqual({ interruptedAt: 1 + run.filter(([, what]) => 'type' in what).length });
    expect(readFileSync(file, 'utf8')).toBe('the log before');
    over.resolve();
    await session.finished;
    expect(existsSync(`${file}.partial`)).toBe(false);
    expect((await entriesIn(file)).at(-1)).toHaveProperty('ended');
  });

  test('leaves what an interrupted recording left, and of several at once each has its own', async () => {
    const file = newFile();
    const interrupted = `${file}.partial`;
    writeFileSync(interrupted, 'of an interrupted recording');
    const over = Promise.withResolvers<void>();
    const { start } = recording(
      (_, listener) => {
        listener.begin(tasks);
        return { stop: () => undefined, retire: () => undefined, finished: over.promise };
      },
      file,
      environment,
    );
    const sessions = [1, 2, 3].map(() => start(plan, listening().listener));
    for (const number of [2, 3, 4]) expect(existsSync(`${file}.${number}.partial`)).toBe(true);
    over.resolve();
    await Promise.all(sessions.map(({ finished }) => finished));
    expect((await entriesIn(file)).at(-1)).toHaveProperty('ended');
    expect(readdirSync(dirname(file))).toEqual([basename(file), basename(interrupted)]);
    expect(readFileSync(interrupted, 'utf8')).toBe('of an interrupted recording');
  });

  test('goes through no link that somebody has laid, and keeps the mode of the log before', async () => {
    const file = newFile();
    const victim = `${file}.victim`;
    writeFileSync(victim, 'not to be written into');
    symlinkSync(victim, `${file}.partial`);
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    await record(runOf('threads', 0, [1]), file);
    expect(readFileSync(victim, 'utf8')).toBe('not to be written into');
    expect((await entriesIn(file)).at(-1)).toHaveProperty('ended');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds back no more than it may, however much comes at once', async () => {
    const file = newFile();
    const text = 'x'.repeat(100_000);
    let written = 0;
    const { start } = recording(
      (_, listener) => {
        listener.begin(tasks);
        for (let at = 0; at < 100; at += 1)
          listener.events('threads', [{ type: 'output', at, stream: 'stdout', text }]);
        written = statSync(`${file}.partial`).size;
        return { stop: () => undefined, retire: () => undefined, finished: Promise.resolve() };
      },
      file,
      environment,
    );
    await start(plan, listening().listener).finished;
    expect(written).toBeGreaterThan(5_000_000);
    expect(toldIn(await entriesIn(file)).map(([, event]) => 'at' in event && event.at)).toEqual(
      Array.from({ length: 100 }, (_, at) => at),
    );
  });

  test('can be read although a task told progress that is no number', async () => {
    const progress = { type: 'progress', at: 1, worker: 'w1', task: 0 } as const;
    const file = await record([['threads', { ...progress, done: Number.NaN, total: 7 }]]);
    expect(toldIn(await entriesIn(file))).toEqual([['threads', { ...progress, done: 0, total: 7 }]]);
  });

  test('that cannot be written stops no session, and is told of', async () => {
    const { start, failure } = recording(telling(run), `${newFile()}/no/such/folder`, environment);
    const { listener, told } = listening();
    await start(plan, listener).finished;
    expect(told).toEqual(run);
    expect(failure()).toContain('ENOENT');
  });
});

describe('a log that is not whole', () => {
  test('ends where it was cut, wherever that is', async () => {
    const whole = readFileSync(await record(run));
    const firstLine = whole.indexOf('\n') + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: firstLine, max: whole.length - 2 }), async (length) => {
        const file = newFile();
        writeFileSync(file, whole.subarray(0, length));
        const entries = await entriesIn(file);
        const told = toldIn(entries);
        expect(told).toEqual(run.slice(0, told.length));
        const lines = whole.subarray(0, length).toString().trimEnd().split('\n').length;
        expect([lines, undefined]).toContain((entries.at(-1) as Partial<Interruption>).interruptedAt);
      }),
      { numRuns: 60 },
    );
  });

  test('is no log when its first line is cut', async () => {
    const file = await record(run);
    expect(await problemOf(changed(file, (text) => text.slice(0, 100)))).toBe(
      `${file}: line 1: not JSON; accepted: a log as --record writes it`,
    );
  });
});

describe('what is no log is told with its place', () => {
  test.each<[string, (text: string) => string, string]>([
    ['nothing', () => '', 'an empty file; accepted: a log'],
    [
      'another version',
      (text) => text.replace('log@3', 'log@1'),
      'line 1: log: got "lanes/log@1"; accepted: lanes/log@3, lanes/log@2',
    ],
    [
      'another protocol',
      (text) => text.replace('"protocol":2', '"protocol":9'),
      'line 1: protocol: got 9; accepted: 2',
    ],
    ['a protocol of another version', (text) => text.replace('log@3', 'log@2'), 'line 1: protocol: got 2; accepted: 1'],
    ['another JSON', () => '[1]\n', 'line 1: got [1]; accepted: object'],
    [
      'a wrong plan',
      (text) => text.replace('"workers":2', '"workers":"2"'),
      'line 1: plan.workers: got "2"; accepted: number',
    ],
    ['a wrong task', (text) => text.replace('{"id":1,', '{"id":3,'), 'line 1: tasks.1.id: got 3; accepted: 1'],
    ['half a line amid others', (text) => text.replace('"type":"run-started"', ''), 'line 3: '],
    ['a wrong stamp', (text) => text.replace('"at":0', '"at":"0"'), 'line 3: at: got "0"; accepted: a number from '],
    [
      'a stamp beyond all time',
      (text) => text.replace('"at":0', '"at":1e300'),
      'line 3: at: got 1e+300; accepted: a number from ',
    ],
    [
      'more rounds than can be asked for',
      (text) => text.replace('"round":1', '"round":2147483648'),
      'line 2: round: got 2147483648; accepted: a number of 1000 or less',
    ],
    [
      'more lanes than can be asked for',
      (text) =>
        text.replace('"models":["sequential","threads"]', `"models":${JSON.stringify(Array(20_000).fill('a'))}`),
      'line 1: plan.models: got ["a","a",',
    ],
    [
      'what is nested too deep in the input of a task',
      (text) => text.replace('"input":null', `"input":${'['.repeat(20_000)}${']'.repeat(20_000)}`),
      'line 1: tasks.1.input: got what is nested too deep to be shown; accepted: ',
    ],
    [
      'what is nested too deep in what a task measured',
      (text) =>
        text.replace(
          '"type":"run-finished"',
          `"type":"task-finished","worker":"w1","task":0,"result":{"preview":"","digest":""},"measured":${'['.repeat(20_000)}${']'.repeat(20_000)}`,
        ),
      'measured: got what is nested too deep to be shown; accepted: JSON of at most 16384 characters, nested at most 2000 deep',
    ],
    [
      'an unknown event',
      (text) => text.replace('run-started', 'constructor'),
      'line 3: event.type: got "constructor"; accepted: run-started, ',
    ],
    [
      'an epoch that is no number',
      (text) => text.replace('"epoch":"1', '"epoch":"x'),
      'line 3: epoch: got "x000000000"; accepted: decimal digits',
    ],
    [
      'an unknown lane',
      (text) => text.replace('{"lane":"threads"', '{"lane":"__proto__"'),
      'got "__proto__"; accepted: sequential, threads',
    ],
    ['what comes after the end', (text) => `${text}${text}`, 'comes after the line that ends the log'],
  ])('%s', async (_, change, problem) => {
    const file = changed(await record(run), change);
    const message = await problemOf(file);
    expect(message.startsWith(`${file}: `)).toBe(true);
    expect(message).toContain(problem);
    expect(message).not.toContain('\n');
  });

  test('a file in UTF-16', async () => {
    const file = newFile();
    writeFileSync(file, '\ufeff{"log":"lanes/log@2"}\n', 'utf16le');
    expect(await problemOf(file)).toBe(`${file}: line 1: not text in UTF-8; accepted: a log as --record writes it`);
  });

  test('a file that is not there, a folder, and what an interrupted recording left beside it', async () => {
    const file = newFile();
    expect(await problemOf(file)).toBe(`${file}: no such file; accepted: a log as --record writes it`);
    expect(await problemOf(dirname(file))).toBe(`${dirname(file)}: a folder; accepted: a log as --record writes it`);
    writeFileSync(`${file}.partial`, '');
    expect(await problemOf(file)).toContain(`; ${file}.partial is what an interrupted recording left`);
    mkdirSync(file);
    expect(await problemOf(file)).toContain('a folder');
  });
});
