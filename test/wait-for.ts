import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 20;

/** Waits until `condition` gives something truthy, and gives that; rejects, saying what it waited for, after `limitMs`. */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  limitMs = 30_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await sleep(everyMs);
  }
}
