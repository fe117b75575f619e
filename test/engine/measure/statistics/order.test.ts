import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascendingOf } from '../../../../src/engine/measure/statistics/order.ts';

const spread = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
/** Nearly all in one place beside a few that are far off, or all alike. */
const crowded = fc.oneof(fc.constantFrom(1e300, -1e300, 5), fc.double({ noNaN: true, min: 0, max: 1e-9 }));

test('values are put in order as they are by comparing, however they lie', () => {
  const values = fc.oneof(fc.array(spread, { maxLength: 400 }), fc.array(crowded, { minLength: 100, maxLength: 400 }));
  fc.assert(
    fc.property(values, (given) => {
      // A zero has a sign, which comparing puts in order too.
      const numbers = Float64Array.from(given, (value) => value + 0);
      const before = numbers.slice();
      expect(ascendingOf(numbers)).toEqual(numbers.toSorted());
      expect(numbers).toEqual(before);
    }),
  );
});
