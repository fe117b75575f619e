import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { recording } from '../../../src/engine/log/record.ts';
import type { Environment } from '../../../src/engine/measure/environment.ts';
import { type Plan, planOf } from '../../../src/engine/plan.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import type { RunObservations } from '../../../src/engine/session/run-record.ts';
import type { RoundName } from '../../../src/engine/session/schedule.ts';
import type { SessionListener, Start } from '../../../src/engine/session/session.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import type { TaskSpec } from '../../../src/tasks/task.ts';

const [interleave] = scenarios;
if (interleave === undefined) throw new Error('scenarios are missing');

export const plan: Plan = planOf(interleave, { lanes: ['sequential', 'threads'], workers: 2, live: 64, seed: 1 });

export const tasks: readonly TaskSpec[] = [
  { id: 0, task: 'print-lines', label: 'numbers', input: { lines: ['1'] } },
  { id: 1, task: 'print-lines', label: 'letters', input: null },
];

export const environment: Environment = {
  platform: 'linux 6',
  arch: 'x64',
  cpu: 'a processor',
  cores: 2,
  quota: 1.5,
  memoryBytes: 8e9,
  node: '24.0.0',
  lanes: '0.1.0',
  clockStepUs: 0.1,
  accounting: 'linux',
};

/** What a listener was told: the start of a lane's run, one event, or what was seen around the run. */
export type Told = readonly [lane: string, what: RunEvent | RoundName | RunObservations];

const firstRound: RoundName = { round: 1, kind: 'measured' };

/** A session with nothing behind it that tells `told`. */
export function telling(told: readonly Told[]): Start {
  return (_, listener) => ({
    stop: () => undefined,
    retire: () => undefined,
    finished: (async () => {
      await Promise.resolve();
      listener.begin(tasks);
      for (const [lane, what] of told) {
        if ('type' in what) listener.events(lane, [what]);
        else if ('round' in what) listener.starting(lane, what);
        else listener.ended(lane, what);
      }
    })(),
  });
}

/** A listener that remembers. */
export function listening(): { readonly listener: SessionListener; readonly told: Told[]; readonly begun: unknown[] } {
  const told: Told[] = [];
  const begun: unknown[] = [];
  const listener: SessionListener = {
    begin: (specs) => begun.push(specs),
    starting: (lane, round) => told.push([lane, round]),
    events: (lane, events) => told.push(...events.map((event): Told => [lane, event])),
    ended: (lane, around) => told.push([lane, around]),
  };
  return { listener, told, begun };
}

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of a name that no other has, in a folder that is removed after the tests. */
export function newFile(name = 'run.log'): string {
  return join(mkdtempSync(join(folder, 'log-')), name);
}

/** Records a session that tells `told`; gives the file. */
export async function record(told: readonly Told[], file = newFile()): Promise<string> {
  const { start, failure } = recording(telling(told), file, environment);
  await start(plan, listening().listener).finished;
  if (failure() !== undefined) throw new Error(failure());
  return file;
}

/** Writes a log anew with its text changed. */
export function changed(file: string, change: (text: string) => string): string {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return file;
}

/** A run of two tasks as its runner would tell it; the run's epoch in ms, and one line a task at `printAtMs`. */
export function runOf(lane: string, epochMs: number, printAtMs: readonly number[], round = firstRound): Told[] {
  const epoch = String(BigInt(epochMs) * 1_000_000n);
  const events: RunEvent[] = [
    { type: 'run-started', at: 0, protocol: 1, model: lane, pid: 7, epoch, runtime: 'node 24.0.0' },
    ...printAtMs.map((_, task): RunEvent => ({ type: 'task-queued', at: 0, task })),
    { type: 'worker-started', at: 500, worker: 'w1', kind: 'thread', pid: 7, askedAt: 100 },
    ...printAtMs.map((_, task): RunEvent => ({ type: 'task-started', at: 500, worker: 'w1', task })),
    ...printAtMs.map(
      (ms, task): RunEvent => ({
        type: 'output',
        at: ms * 1_000,
        stream: 'task',
        worker: 'w1',
        task,
        text: `at ${ms}`,
      }),
    ),
    { type: 'run-finished', at: Math.max(...printAtMs) * 1_000 + 10, end: 'finished' },
  ];
  return [[lane, round], ...events.map((event): Told => [lane, event])];
}
