import type { Lane } from './lane.ts';

/**
 * What a lane says at its end, once all its tasks are done: the scenario's sentence with its
 * seconds filled in. Undefined before, and when a task failed.
 */
export function closingOf(lane: Pick<Lane, 'state' | 'lastAt'>, closing: string): string | undefined {
  return lane.state === 'finished' ? closing.replaceAll('{seconds}', (lane.lastAt / 1e6).toFixed(2)) : undefined;
}
