import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { StartGate } from '../../../src/engine/runner/start-gate.ts';

/** As many as may start at once. */
const places = 2 * availableParallelism();

/** Workers that want to start, all at once; which of them have been let in. */
async function entering(gate: StartGate, howMany: number): Promise<number[]> {
  const inside: number[] = [];
  for (let worker = 0; worker < howMany; worker += 1) void gate.enter().then(() => inside.push(worker));
  await settled();
  return inside;
}

/** When all that was resolved has been told. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('no more than twice the cores start at once, the others in their order as places come free', async () => {
  const gate = new StartGate();
  const inside = await entering(gate, places + 2);
  expect(inside).toEqual(Array.from({ length: places }, (_, worker) => worker));
  gate.leave();
  await settled();
  expect(inside.at(-1)).toBe(places);
  expect(inside).toHaveLength(places + 1);
  gate.leave();
  await settled();
  expect(inside.at(-1)).toBe(places + 1);
});

test('a place that nobody waits for is free for the next', async () => {
  const gate = new StartGate();
  await entering(gate, places);
  gate.leave();
  expect(await entering(gate, 2)).toHaveLength(1);
});
