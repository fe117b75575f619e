import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import type { LanePaneProps } from '../../src/ui/screens/lane-pane.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import type { Box } from '../../src/ui/widgets/box.ts';
import { laneWith } from '../lanes.ts';

/** In colour and Unicode. */
export const theme = makeTheme({ colour: true, unicode: true });
/** Without colours, in ASCII. */
export const plain = makeTheme({ colour: false, unicode: false });

/** Text that might move a cursor, change colours or be of any width. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]0;x\u0007',
        '\u001b[31m',
        '界',
        '👩‍👩‍👧',
        '🇩🇪',
        '\n',
        '\r',
        '\t',
        'abc ',
        '\u202e',
      ),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join('')),
);

/** A lane with any output, running or ended in any way. */
export const someLane = fc
  .record({
    labels: fc.array(fc.oneof(fc.constant('numbers'), hostileText), { minLength: 1, maxLength: 30 }),
    lines: fc.array(hostileText, { maxLength: 30 }),
    end: fc.constantFrom(undefined, 'finished', 'failed', 'stopped', 'timed-out'),
    reason: hostileText,
  })
  .map(({ labels, lines, end, reason }): Lane => {
    const events: RunEvent[] = lines.map((text, at) => ({
      type: 'output',
      at,
      stream: 'task',
      task: at % labels.length,
      text,
    }));
    const worker: RunEvent = { type: 'worker-started', at: 5, worker: 'w', kind: 'thread', pid: 7, askedAt: 1 };
    const finish: RunEvent[] = end === undefined ? [] : [{ type: 'run-finished', at: 1_000_000, end, reason }];
    return laneWith('process-pool', labels, [worker, ...events, ...finish]);
  });

/** What a pane of 40x8 is made from. */
export function props(lane: Lane, more: Partial<LanePaneProps> = {}): LanePaneProps {
  return {
    theme: plain,
    lane,
    width: 40,
    height: 8,
    focused: false,
    elapsed: 1_030,
    beat: '',
    speed: '',
    limit: '',
    run: '',
    remark: '',
    ...more,
  };
}

/** The text of a box, without colours. */
export function textOf({ top, rest }: Box): string {
  return stripVTControlCharacters(`${top}\n${rest}`);
}

/** A box fills its place exactly, but for the column that is left to its neighbour. */
export function expectSize(box: Box, width: number, height: number): void {
  const rows = textOf(box).split('\n');
  expect(rows).toHaveLength(height);
  expect(stringWidth(rows[0] ?? '')).toBe(width - 1);
  for (const row of rows) {
    expect(stringWidth(row)).toBeLessThan(width);
    expect(row).not.toMatch(/\p{Control}/u);
  }
}
