import { baselineFor, findModel, isSequential, laneName, partsOf } from '../catalog.ts';
import type { Ground } from '../measure/scaling/break-even.ts';
import type { Pilot } from './pilot.ts';

/** How many tasks under way at once are tried beside all of them, and how large a pool beside one as large as there are cores. */
const limits = { loop: [4, 16, 64], pool: [8, 32] };

/** Less of a task's time on a core than this is waiting, of which one event loop can do much at once. */
const mostlyWaits = 0.5;
/** From more than this on a core an event loop gains less than a tenth. */
const mostlyComputes = 0.92;
/** Less than this is not far behind. */
const farBehind = 1.5;

/**
 * The lanes to try for work that a pilot has looked at: those that were chosen, the one that does one
 * task after the other first; and where tasks wait, those that have them on one event loop once more
 * with a few numbers of tasks at once, and pools of threads that are larger than there are cores.
 */
export function candidatesFor(
  chosen: readonly string[],
  { busy }: Pilot,
  { tasks, workers }: Pick<Ground, 'tasks' | 'workers'>,
): string[] {
  const baselines = new Set(chosen.flatMap((lane) => baselineFor(lane) ?? []));
  const waits = busy < mostlyWaits;
  const others = chosen.filter((lane) => !baselines.has(lane));
  const limited = waits ? others.flatMap((lane) => withLimits(lane, tasks, workers)) : [];
  return [...baselines, ...others, ...limited.filter((lane) => !others.includes(lane))];
}

/** Whether so many tasks tell anything of a lane that limits them to fewer at once: a limit that they do not reach limits nothing. */
export function reachesLimit(lane: string, tasks: number): boolean {
  const { workers } = partsOf(lane);
  return workers === undefined || findModel(lane)?.workers !== 'loop' || workers < tasks;
}

/** Whether tasks keep an event loop busy for so long that it cannot get on with a second one meanwhile: it takes as long as one after the other. */
export function cannotGain(lane: string, { loopBusy }: Pilot): boolean {
  return findModel(lane)?.workers === 'loop' && !isSequential(lane) && loopBusy >= mostlyComputes;
}

/** Whether a lane is out, so many times behind, since it cannot gain: then it was not far behind. */
export function isOutWithoutGain(behind: number): boolean {
  return behind < farBehind;
}

/** Those first that are likely to be fast, for when not all can be tried. */
export function mostPromisingFirst(lanes: readonly string[], { busy }: Pilot): string[] {
  const rank = (lane: string) => {
    const kind = findModel(lane)?.workers;
    if (isSequential(lane)) return kind === undefined ? 9 : 3;
    if (kind === 'loop') return busy < mostlyWaits ? 0 : 4;
    return kind === 'pool' ? 1 : 2;
  };
  return lanes.toSorted((a, b) => rank(a) - rank(b));
}

/** A larger pool than there are tasks is one as large, and no larger than the usual one is that one. */
function withLimits(lane: string, tasks: number, workers: number): string[] {
  const { workers: kind, shared } = findModel(lane) ?? {};
  if (partsOf(lane).workers !== undefined || isSequential(lane)) return [];
  if (kind === 'loop')
    return numbered(
      lane,
      limits.loop.filter((limit) => limit < tasks),
    );
  // Of processes each costs a start that no wait makes up for.
  if (kind !== 'pool' || shared === 'nothing' || shared === 'pool') return [];
  const sizes = new Set(limits.pool.map((size) => Math.min(size, tasks)));
  return numbered(
    lane,
    [...sizes].filter((size) => size > workers),
  );
}

function numbered(lane: string, numbers: readonly number[]): string[] {
  return numbers.map((workers) => laneName({ ...partsOf(lane), workers }));
}
