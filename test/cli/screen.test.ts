import { expect, test } from 'vitest';
import { isCi } from '../../src/cli/sessions/screen.ts';

test.each([
  ['true', true],
  ['1', true],
  ['woodpecker', true],
  [undefined, false],
  ['', false],
  ['false', false],
  ['False', false],
  ['0', false],
])('CI=%s means that nobody watches: %s', (value, nobody) => {
  expect(isCi(value)).toBe(nobody);
});
