import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlot } from '../../../src/engine/sweep/plot.ts';

const point = fc.record({ x: fc.integer({ min: 1, max: 256 }), y: fc.double({ min: 0, max: 1e6, noNaN: true }) });
const label = (y: number) => y.toFixed(1);

describe('a plot', () => {
  test('shows points at their heights, curves beneath them, and the numbers below', () => {
    const lines = drawPlot({
      points: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
        { x: 4, y: 2 },
      ],
      curves: [{ mark: '.', at: () => 1 }],
      label,
    });
    expect(lines[0]).toBe('2.0 |         o               o');
    expect(lines.find((line) => line.includes('.....'))).toBe('1.0 | o........................');
    expect(lines.at(-1)).toBe('      1       2               4');
  });

  test('of no points is nothing, and of one is that one', () => {
    expect(drawPlot({ points: [], curves: [], label })).toEqual([]);
    expect(drawPlot({ points: [{ x: 3, y: 0 }], curves: [], label }).join('\n')).toContain('o');
  });

  test('is printable ASCII of at most 80 columns and always as many lines, whatever it shows', () => {
    const flat = fc.constantFrom(0, 1, 1e300, Number.NaN, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), flat, (points, height) => {
        const lines = drawPlot({ points, curves: [{ mark: ':', at: () => height }], label: (y) => y.toExponential(1) });
        expect(lines).toHaveLength(15);
        for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{1,80}$/);
        expect(lines.join('')).toContain('o');
      }),
    );
  });
});
