import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planOf, tasksOf } from '../../../src/engine/plan.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { preparing } from '../../../src/engine/supervise/prepare.ts';
import { workloadOf } from '../../../src/tasks/own-work.ts';
import { scenarioOf } from '../../lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const guard = startGuard();
const choices = { workers: 2, live: 64, seed: 1 };

async function filesBeside(): Promise<string[]> {
  const { directory } = await guard;
  return readdirSync(directory, { recursive: true })
    .map(String)
    .filter((name) => name.startsWith('results-'));
}

test("results of the user's own work are kept for the other runs of a session, and removed with it", async () => {
  const path = join(folder, 'task.mjs');
  writeFileSync(path, 'export default (n) => new Map([[n, n * 2]]);');
  const scenario = workloadOf({ path, name: 'default', inputs: { from: 'numbers' } }, { inputs: null });
  const plan = planOf(scenario, { ...choices, tasks: 2, lanes: ['sequential', 'threads'] });
  const { starterOf, stop } = await preparing(guard)(plan);
  const told = new Map<string, RunEvent[]>(plan.lanes.map((lane) => [lane, []]));
  for (const lane of plan.lanes) {
    const start = await starterOf(lane);
    if ('unavailable' in start) throw new Error(start.unavailable);
    await start({ plan, lane, tasks: tasksOf(plan), onEvents: (events) => told.get(lane)?.push(...events) }).ended;
    expect((await filesBeside()).filter((name) => name.endsWith('/node'))).toHaveLength(1);
  }
  const digests = plan.lanes.map((lane) =>
    told
      .get(lane)
      ?.flatMap((event) => (event.type === 'task-result' ? event.result.digest : []))
      .sort(),
  );
  expect(digests[0]).toHaveLength(2);
  expect(digests[1]).toEqual(digests[0]);
  await stop();
  expect(await filesBeside()).toEqual([]);
});

test("of lanes' own tasks nothing is kept", async () => {
  const { stop } = await preparing(guard)(planOf(scenarioOf('count'), choices));
  expect(await filesBeside()).toEqual([]);
  await stop();
});
