import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { openEventPipe } from '../../../src/engine/supervise/event-pipe.ts';

/** Microseconds since the epoch of the runs here, which stand still. */
const now = () => 7;

const directory = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A process that writes `lines` progress events as fast as it can. */
function startWriter(path: string, worker: string, lines: number) {
  const program = `
    const { openSync, writeSync } = require('node:fs');
    const fd = openSync(process.argv[1], 'w');
    for (let done = 0; done < ${lines}; done += 1) {
      writeSync(fd, JSON.stringify({ type: 'progress', at: done, worker: '${worker}', task: 0, done, total: ${lines}, ä: 'ß' }) + '\\n');
    }
  `;
  return spawn(process.execPath, ['-e', program, path], { stdio: 'inherit' });
}

test('loses, tears and reorders nothing of what several processes write at once', async () => {
  const seen = new Map<string, number[]>();
  const pipe = await openEventPipe(directory, {
    now,
    onEvents: (events) => {
      for (const event of events) {
        if (event.type === 'progress') seen.set(event.worker, [...(seen.get(event.worker) ?? []), event.done]);
      }
    },
  });
  const lines = 3_000;
  const writers = ['a', 'b', 'c'].map((worker) => startWriter(pipe.path, worker, lines));
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once('exit', resolve))));
  await pipe.drain();
  const expected = Array.from({ length: lines }, (_, index) => index);
  expect([...seen.keys()].toSorted()).toEqual(['a', 'b', 'c']);
  for (const numbers of seen.values()) expect(numbers).toEqual(expected);
});

/** What is delivered of what a process writes, which is then killed. `program` has `fd`, and `write`. */
async function deliveredOf(program: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const pipe = await openEventPipe(directory, { now, onEvents: (batch) => events.push(...batch) });
  const frame = `
    const { openSync, writeSync } = require('node:fs');
    const fd = openSync(process.argv[1], 'w');
    const write = (bytes) => writeSync(fd, bytes);
    ${program};
    process.kill(process.pid, 'SIGKILL');
  `;
  const writer = spawn(process.execPath, ['-e', frame, pipe.path], { stdio: 'inherit' });
  await new Promise((resolve) => writer.once('exit', resolve));
  await pipe.drain();
  return events;
}

function stray(text: string): RunEvent {
  return { type: 'output', at: now(), stream: 'stderr', text: `in the event pipe: ${text}` };
}

const queued: RunEvent = { type: 'task-queued', at: 1, task: 4 };

test('delivers what was written before the writer was killed, and what is no event as stray output', async () => {
  expect(
    await deliveredOf(`write('rubbish\\n{"type":"task-queued","at":1,"task":4}\\n{"type":"task-queued","at":2')`),
  ).toEqual([stray('rubbish'), queued, stray('{"type":"task-queued","at":2')]);
});

test('delivers an event with a member that is wrong or missing as stray output', async () => {
  const lines = ['{"type":"task-queued","at":1,"task":"4"}', '{"type":"output","at":1,"stream":"task"}'];
  expect(await deliveredOf(lines.map((line) => `write('${line}\\n')`).join(';'))).toEqual(lines.map(stray));
});

test('makes text of bytes that are none, and keeps the begin of a line that is too long', async () => {
  const program = `
    write(Buffer.from([0xff, 0x00, 0x0a]));
    write('x'.repeat(100_000) + '\\n');
    write('{"type":"task-queued","at":1,"task":4}\\n')`;
  expect(await deliveredOf(program)).toEqual([
    stray('\ufffd\u0000'),
    stray(`${'x'.repeat(2_000)}… (98000 more characters)`),
    queued,
  ]);
});

test('takes a line without an end in bounded memory', async () => {
  const megabytes = 256;
  const before = process.memoryUsage().rss;
  const [only, ...others] = await deliveredOf(
    `for (let i = 0; i < ${megabytes * 16}; i += 1) write(Buffer.alloc(65_536, 'y'))`,
  );
  expect(others).toEqual([]);
  expect(only).toEqual(stray(`${'y'.repeat(2_000)}… (${megabytes * 1_048_576 - 2_000} more characters)`));
  expect(process.memoryUsage().rss - before).toBeLessThan((megabytes / 2) * 1_048_576);
});
