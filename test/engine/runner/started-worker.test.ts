import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { type HandleEvents, StartedWorker, type WorkerKind } from '../../../src/engine/runner/handle/started-worker.ts';

/** A process that never says that it begins. */
const mute: WorkerKind = {
  title: 'process',
  start: ({ exited }) => {
    const child = spawn('sleep', ['120']);
    child.once('exit', (code, signal) => exited({ code, signal }));
    return { send: () => undefined, kill: () => void child.kill('SIGKILL') };
  },
};

function worker(start: (events: HandleEvents) => void, limitMs?: number): StartedWorker {
  const kind: WorkerKind = {
    title: 'thread',
    start: (events) => {
      start(events);
      return { send: () => undefined, kill: () => events.exited({ code: 1 }) };
    },
  };
  return new StartedWorker(kind, () => undefined, limitMs);
}

test('a worker that never begins is ended, with the reason', async () => {
  const never = new StartedWorker(mute, () => undefined, 200);
  const { reason, exit } = await never.ended;
  expect(reason.message).toBe('the process did not begin within 0.2 s and was ended');
  expect(exit).toBeUndefined();
});

test('a worker that waits for its turn is not ended while others begin', async () => {
  let waiting: HandleEvents | undefined;
  const late = worker((events) => {
    waiting = events;
  }, 400);
  for (let others = 0; others < 5; others += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    worker(({ began }) => began());
  }
  expect(late.hasEnded).toBe(false);
  waiting?.began();
  waiting?.exited({ code: 0 });
  expect((await late.ended).exit).toEqual({ code: 0 });
});

test('one that cannot be started has ended, with the limit that it met', async () => {
  const refused = worker(() => {
    throw Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
  });
  await refused.started;
  expect(refused.hasEnded).toBe(true);
  expect((await refused.ended).reason.message).toMatch(/^the thread could not be started: .*EAGAIN \(.*ulimit -u\)$/);
});

test('of what it failed with the first is told, and an error before its exit rather than the exit', async () => {
  const failing = worker(({ began, failed, exited }) => {
    began();
    failed(new TypeError('first'));
    failed(new Error('second'));
    exited({ code: 1 });
  });
  expect((await failing.ended).reason).toMatchObject({ name: 'TypeError', message: 'first' });
});
