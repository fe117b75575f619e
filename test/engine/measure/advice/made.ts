import type { AdvisedLane, AdvisedWork } from '../../../../src/engine/measure/advice/advised.ts';
import { type Parts, partNames } from '../../../../src/engine/measure/time/breakdown.ts';

const noParts = Object.fromEntries(partNames.map((name) => [name, 0])) as unknown as Parts;

/** A lane that took `wallMs`, of which its workers' time went to some parts, ms; all of it is work where nothing else is said. */
export function made(
  lane: string,
  wallMs: number,
  parts: Partial<Parts>,
  more: Partial<Omit<AdvisedLane, 'lane' | 'wallMs' | 'breakdownMs'>> = {},
): AdvisedLane {
  return {
    lane,
    wallMs,
    startUpMs: 0,
    workMs: wallMs,
    tearDownMs: 0,
    cpuMs: parts.running ?? 0,
    breakdownMs: { ...noParts, ...parts },
    depth: 1,
    alive: 1,
    lengthsMs: [],
    loadsMs: [],
    sharesGil: false,
    ...more,
  };
}

/** Eight tasks on two cores. */
export function work(lanes: readonly AdvisedLane[], more: Partial<AdvisedWork> = {}): AdvisedWork {
  return {
    ground: { tasks: 8, workers: 2, live: 64, cores: 2 },
    lanes,
    mayMakeInputs: false,
    libuvThreads: { count: 4, isChosen: false },
    ...more,
  };
}
