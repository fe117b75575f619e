import type { GilUse } from '../../engine/lane/gil-use.ts';
import type { Lane } from '../../engine/lane/lane.ts';
import type { Theme } from '../theme.ts';
import { type Piece, row } from './row.ts';

/** How much time one column stands for, in µs: the switch interval that CPython has by default. */
const columnUs = 5_000;
const name = 'GIL ';

/**
 * Who held the GIL of late, one column for 5 ms: the last digit of the task's number, in the
 * task's colour, of whoever held it the longest in that time. Nothing for a lane without one.
 */
export function gilStrip(theme: Theme, lane: Lane, width: number): string[] {
  const { gil } = lane;
  if (gil === undefined) return [];
  const columns = Math.max(0, width - name.length);
  const end = Math.max(0, ...gil.lastHolds.map(({ at, us }) => at + us));
  const tasks = new Map(lane.tasks.map((task) => [task.worker, task.id]));
  const strip = Array.from({ length: columns }, (_, column): Piece => {
    const from = end - (columns - column) * columnUs;
    const holder = holderIn(gil, from, from + columnUs);
    const task = holder === undefined ? undefined : tasks.get(holder);
    return task === undefined ? [theme.glyph.waiting, theme.paint.faint] : [String((task + 1) % 10), theme.task(task)];
  });
  return [row(theme, width, [[name, theme.paint.faint], ...strip])];
}

/** What came of the GIL so far: `GIL 412 switches, held for 4.98 ms on average`; empty without one. */
export function gilText({ gil }: Lane): string {
  if (gil === undefined || gil.holds === 0) return '';
  return `GIL ${gil.switches} switches, held for ${(gil.heldUs / gil.holds / 1_000).toFixed(2)} ms on average`;
}

/** The worker that held the lock for the most of a span. */
function holderIn({ lastHolds }: GilUse, from: number, to: number): string | undefined {
  const held = new Map<string, number>();
  for (const { at, us, worker } of lastHolds) {
    const overlap = Math.min(to, at + us) - Math.max(from, at);
    if (overlap > 0) held.set(worker, (held.get(worker) ?? 0) + overlap);
  }
  return [...held].reduce<[string | undefined, number]>(
    (most, one) => (one[1] > most[1] ? one : most),
    [undefined, 0],
  )[0];
}
