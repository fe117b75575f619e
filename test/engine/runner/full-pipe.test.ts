import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findModel } from '../../../src/engine/catalog.ts';
import { fixturesOf, runTasks } from '../../run-tasks.ts';
import { waitFor } from '../../wait-for.ts';

/** So often in a row, at intervals of 5 ms, it was seen asleep: what prints without end sleeps for nothing else as long. */
const timesAsleep = 20;

/** Reads nothing while it waits: the supervisor is in this process. */
function blockUntilAsleep(pid: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let asleep = 0; asleep < timesAsleep; Atomics.wait(pause, 0, 0, 5)) {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    asleep = state === 'S' ? asleep + 1 : 0;
  }
}

test.runIf(process.platform === 'linux').each(['sequential', 'promises', 'py-sequential'])(
  'what %s waited until lanes read its pipe is told, and no line is lost',
  async (model) => {
    const { runtime = 'node' } = findModel(model) ?? {};
    const run = runTasks(fixturesOf(runtime, ['printsMuch', { lines: 20_000 }]), [model]);
    await waitFor('the first lines', () => run.events(model).some(({ type }) => type === 'output'));
    blockUntilAsleep(run.lane(model).pid ?? 0);
    await run.session.finished;
    const [task] = run.lane(model).tasks;
    expect(task?.lines).toBe(20_000);
    expect(task?.waitedUs.output).toBeGreaterThanOrEqual(timesAsleep * 1_000);
  },
);
