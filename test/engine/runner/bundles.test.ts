import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Entry, entryPath } from '../../../src/engine/entries.ts';

test.each<[Entry, readonly string[]]>([
  ['runner.js', ['p-map']],
  ['thread.cjs', []],
  ['fork.cjs', []],
  ['pool-worker.cjs', []],
])('%s starts with nothing in it that it does not need', (entry, packages) => {
  const program = readFileSync(entryPath(entry), 'utf8');
  const bundled = new Set(
    [...program.matchAll(/^\s*\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name),
  );
  expect([...bundled].toSorted()).toEqual(packages);
});
