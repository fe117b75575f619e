import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { runHeadless } from '../../src/cli/sessions/headless.ts';
import { progressOf } from '../../src/cli/sessions/progress.ts';
import { planOf } from '../../src/engine/plan.ts';
import { environment, runOf, telling } from '../engine/log/told.ts';
import { scenarioOf } from '../lanes.ts';

test('a run that is repeated is told with the reason', async () => {
  const plan = planOf(scenarioOf('count'), {
    lanes: ['threads'],
    rounds: 2,
    warmUp: 0,
    workers: 2,
    live: 2,
    seed: 1,
  });
  const round = (number: number) => ({ round: number, kind: 'measured' as const });
  const around = (afterMs: number) => ({ lifeMs: 9, bootMs: 1, machineCpuMs: 9, reference: { beforeMs: 5, afterMs } });
  const start = telling([
    ...runOf('threads', 0, [1, 2], round(1)),
    ['threads', around(5)],
    ...runOf('threads', 100, [1, 2], round(2)),
    ['threads', around(9)],
    ...runOf('threads', 200, [1, 2], round(2)),
    ['threads', around(5)],
  ]);
  const stream = new PassThrough();
  await runHeadless({ start, plan, environment, progress: progressOf(plan, stream as unknown as WriteStream) });
  const lines = String(stream.read())
    .split('\n')
    .filter((line) => line.includes('running'));
  expect(lines).toEqual([
    'round 1 of 2, threads: running',
    'round 2 of 2, threads: running',
    "round 2 of 2, threads: running again, as the machine's speed changed by more than 15 % during the run before",
  ]);
});

test('a run that never began is told without a time', async () => {
  const plan = planOf(scenarioOf('count'), { lanes: ['threads'], workers: 2, live: 2, seed: 1 });
  const end = { type: 'run-finished', at: 0, end: 'failed', reason: 'could not start: no pipe' } as const;
  const start = telling([
    ['threads', { round: 1, kind: 'measured' }],
    ['threads', end],
  ]);
  const stream = new PassThrough();
  await runHeadless({ start, plan, environment, progress: progressOf(plan, stream as unknown as WriteStream) });
  expect(String(stream.read())).toBe('threads: failed: could not start: no pipe\n');
});
