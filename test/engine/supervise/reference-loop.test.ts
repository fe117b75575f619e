import { expect, test } from 'vitest';
import { startCompanion } from '../../../src/engine/supervise/companions/companion.ts';
import { referenceLoop } from '../../../src/engine/supervise/companions/reference-loop.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { descendants } from '../../processes.ts';
import { waitFor } from '../../wait-for.ts';

function loops(): number[] {
  return descendants(process.pid).flatMap(({ pid, command }) => (command.includes('reference-loop') ? [pid] : []));
}

test('the reference loop is started again where it was killed, and is gone when it is stopped', async () => {
  const { service: measure, stop } = await startCompanion(referenceLoop, await startGuard());
  expect(await measure()).toBeGreaterThan(0);
  const [first = 0] = loops();
  process.kill(first, 'SIGKILL');
  expect(await measure()).toBeGreaterThan(0);
  expect(loops()).toHaveLength(1);
  expect(loops()).not.toContain(first);
  await stop();
  await waitFor('the loop to be gone', () => loops().length === 0);
});
