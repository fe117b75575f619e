import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { gilStrip, gilText } from '../../src/ui/widgets/gil-strip.ts';
import { laneWith } from '../lanes.ts';

const theme = makeTheme({ colour: false, unicode: true });

function hold(worker: string, at: number, us: number): RunEvent {
  return { type: 'hold', at, us, worker, switched: true };
}

const begun: RunEvent[] = [
  { type: 'task-started', at: 0, worker: 't1', task: 0 },
  { type: 'task-started', at: 0, worker: 't2', task: 1 },
];

test('shows for each 5 ms who held the GIL the longest, up to the last hold', () => {
  const holds = [
    hold('t1', 0, 10_000),
    hold('t2', 10_000, 4_000),
    hold('t1', 14_000, 1_000),
    hold('t1', 20_000, 5_000),
  ];
  const lane = laneWith('gil-threads', ['a', 'b'], [...begun, ...holds]);
  expect(gilStrip(theme, lane, 12)).toEqual(['GIL ···112·1']);
});

test('is as wide as its place, and nothing where there is no GIL', () => {
  const lane = laneWith('gil-threads', ['a', 'b'], [...begun, hold('t1', 0, 1_000_000)]);
  for (const width of [0, 1, 3, 4, 5, 80]) expect(stringWidth(gilStrip(theme, lane, width)[0] ?? '')).toBe(width);
  expect(gilStrip(theme, laneWith('threads', ['a'], begun), 20)).toEqual([]);
});

test('words switches and the mean hold', () => {
  const lane = laneWith('gil-threads', ['a', 'b'], [...begun, hold('t1', 0, 4_000), hold('t2', 4_000, 6_000)]);
  expect(gilText(lane)).toBe('GIL 2 switches, held for 5.00 ms on average');
});
