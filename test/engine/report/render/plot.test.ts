import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlot } from '../../../../src/engine/report/render/plot.ts';

const point = fc.record({ x: fc.integer({ min: 1, max: 256 }), y: fc.double({ min: 0, max: 1e6, noNaN: true }) });
const label = (y: number) => y.toFixed(1);
const plot = { kind: 'plot' as const, title: 'speed-up', curves: [], label };

describe('a plot', () => {
  test('shows points at their heights, curves beneath them, and the numbers below', () => {
    const lines = drawPlot({
      ...plot,
      points: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
        { x: 4, y: 2 },
      ],
      curves: [{ mark: '.', name: 'a law', at: () => 1 }],
    });
    expect(lines[0]).toBe('2.0 |         o               o');
    expect(lines.find((line) => line.includes('.....'))).toBe('1.0 | o........................');
    expect(lines.at(-2)).toBe('      1       2               4');
    expect(lines.at(-1)).toBe('o speed-up   . a law');
  });

  test('of no points is nothing, and of one is that one', () => {
    expect(drawPlot({ ...plot, points: [] })).toEqual([]);
    expect(drawPlot({ ...plot, points: [{ x: 3, y: 0 }] })[12]).toContain('o');
  });

  test('is printable ASCII of at most 80 columns and always as many lines, whatever it shows', () => {
    const flat = fc.constantFrom(0, 1, 1e300, Number.NaN, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), flat, (points, height) => {
        const curves = [{ mark: ':', name: 'a law', at: () => height }];
        const lines = drawPlot({ ...plot, points, curves, label: (y) => y.toExponential(1) });
        expect(lines).toHaveLength(16);
        for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{1,80}$/);
        expect(lines.slice(0, 13).join('')).toContain('o');
      }),
    );
  });
});
