import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { openEventPipe } from '../../../src/engine/supervise/event-pipe.ts';

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
  const pipe = await openEventPipe(directory, (events) => {
    for (const event of events) {
      if (event.type === 'progress') seen.set(event.worker, [...(seen.get(event.worker) ?? []), event.done]);
    }
  });
  const lines = 3_000;
  const writers = ['a', 'b', 'c'].map((worker) => startWriter(pipe.path, worker, lines));
  await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once('exit', resolve))));
  await pipe.drain();
  const expected = Array.from({ length: lines }, (_, index) => index);
  expect([...seen.keys()].toSorted()).toEqual(['a', 'b', 'c']);
  for (const numbers of seen.values()) expect(numbers).toEqual(expected);
});

test('delivers what was written before the writer was killed, and drops what is no event', async () => {
  const events: RunEvent[] = [];
  const pipe = await openEventPipe(directory, (batch) => events.push(...batch));
  const program = `
    const { openSync, writeSync } = require('node:fs');
    const fd = openSync(process.argv[1], 'w');
    writeSync(fd, 'rubbish\\n{"type":"task-queued","at":1,"task":4}\\n{"type":"task-queued","at":2');
    process.kill(process.pid, 'SIGKILL');
  `;
  const writer = spawn(process.execPath, ['-e', program, pipe.path], { stdio: 'inherit' });
  await new Promise((resolve) => writer.once('exit', resolve));
  await pipe.drain();
  expect(events).toEqual([{ type: 'task-queued', at: 1, task: 4 }]);
});
