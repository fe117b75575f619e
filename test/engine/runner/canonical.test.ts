import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/engine/runner/canonical.ts';
import { usablePythons } from '../../pythons.ts';

const packages = fileURLToPath(new URL('../../../dist/python', import.meta.url));
const script = `
import json, sys
sys.path.insert(0, ${JSON.stringify(packages)})
from lanes_runner.canonical import write_canonical
for value in json.loads(sys.stdin.read()):
    write_canonical(value, lambda text: sys.stdout.buffer.write(text.encode()))
    sys.stdout.buffer.write(b"\\n")
`;

const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.nat().map(String));
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.double(),
    fc.integer().map((exponent) => 10 ** (exponent % 30)),
    fc.maxSafeInteger(),
    fc.string({ unit: fc.constantFrom('a', '"', '\\', '\u0001', 'ß', '漢', '😀', '\ud83d', '\ude00') }),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6 }),
  ),
}));

const pythons = await usablePythons();

test.each(pythons)('$version writes any value as Node does', ({ executable }) => {
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: 200, maxLength: 200 }), (values) => {
      const told = execFileSync(executable, ['-I', '-B', '-c', script], { input: JSON.stringify(values) });
      expect(told.toString().trimEnd().split('\n')).toEqual(values.map(canonicalJson));
    }),
    { numRuns: 10, endOnFailure: true },
  );
});

test('equal values are one text, in whichever order their members came', () => {
  expect(canonicalJson({ b: 1, a: { d: 2, c: undefined } })).toBe('{"a":{"d":2},"b":1}');
  expect(canonicalJson(undefined)).toBe('null');
});
