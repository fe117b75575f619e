import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/engine/report/report.ts';
import { lanes } from '../smoke/lanes.ts';

/** Modules that were not written for lanes, each used in a file of a few lines. */
const files = {
  node: ['markdown.ts', 'versions.ts#patch', 'archive.ts', 'thumbnail.ts', 'orders.ts'],
  python: ['logs.py', 'orders.py', 'tables.py#compare'],
};
const tasks = 4;
const folder = fileURLToPath(new URL('../../bench/real-modules/', import.meta.url));

describe('modules not written for lanes', () => {
  test.each([...files.node, ...files.python])(
    '%s gives the same results under every model',
    async (file) => {
      const path = `${folder}${file}`;
      const { stdout, stderr, exitCode } = await lanes('run', path, '--tasks', `${tasks}`, '--format', 'json');
      expect(exitCode, stderr).toBe(0);
      const { lanes: ran, warnings } = JSON.parse(stdout) as Report;
      // What this machine has no interpreter for is told and left out.
      const there = ran.filter(({ state }) => state !== 'unavailable');
      expect(there.length).toBeGreaterThanOrEqual(6);
      const results = there.map(({ lane, state, rounds: [round] }) => {
        expect(state, lane).toBe('finished');
        return round?.tasks.map(({ result }) => result);
      });
      expect(results[0]).toHaveLength(tasks);
      expect(results[0]).not.toContain(undefined);
      for (const other of results) expect(other).toEqual(results[0]);
      expect(warnings.map(({ id }) => id)).not.toContain('results-differ');
    },
    120_000,
  );
});
