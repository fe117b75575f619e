import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filled } from '../../scripts/readme.ts';

test('the README lists the scenarios and keys that there are (npm run readme)', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(filled(readme)).toBe(readme);
});
