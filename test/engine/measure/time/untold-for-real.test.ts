import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findModel, type Model, models } from '../../../../src/engine/catalog.ts';
import { breakdownOf, type Parts } from '../../../../src/engine/measure/time/breakdown.ts';
import { interpreterFor } from '../../../../src/engine/runtimes/interpreters.ts';
import { runTasks } from '../../../run-tasks.ts';

const inPython = await Promise.all(
  models
    .filter(({ runtime }) => runtime === 'python')
    .map(async ({ id }) => ('reason' in (await interpreterFor(id, findModel(id) as Model, ['python3'])) ? [] : [id])),
);
const ways = {
  node: { file: 'untold.ts', models: models.filter(({ runtime }) => runtime === 'node').map(({ id }) => id) },
  python: { file: 'untold.py', models: inPython.flat() },
} as const;

/** Where the time with a task goes, in as few words as matter here. */
function groupsOf({ running, runQueue, gil, native, io, sleep, unattributed }: Parts) {
  return { computing: running + runQueue + gil + native, waiting: io + sleep, unattributed };
}

/** Elsewhere nobody tells who wanted a core. */
const runnableIsTold = existsSync('/proc/thread-self/schedstat');

test.runIf(runnableIsTold).each([
  ['node', 'waits', 'waiting'],
  ['node', 'blocks', 'waiting'],
  ['node', 'computes', 'computing'],
  ['node', 'hashes', 'computing'],
  ['python', 'blocks', 'waiting'],
  ['python', 'computes', 'computing'],
  ['python', 'hashes', 'computing'],
] as const)(
  'in %s a function that %s, and tells nothing of it, is seen to be %s under every model',
  async (runtime, task, group) => {
    const { file, models: names } = ways[runtime];
    const module = new URL(`../../../fixtures/${file}`, import.meta.url).href;
    const tasks = [0, 1].map((id) => ({ id, task, module, label: task, input: null }));
    for (const name of names) {
      const { session, lane } = runTasks(tasks, [name]);
      await session.finished;
      expect([name, lane(name).state, lane(name).reason]).toEqual([name, 'finished', undefined]);
      const groups = groupsOf(breakdownOf(lane(name), 2).parts);
      const all = groups.computing + groups.waiting + groups.unattributed;
      expect({ name, groups, isMost: groups[group] > all / 2 }).toMatchObject({ isMost: true });
    }
  },
  120_000,
);
