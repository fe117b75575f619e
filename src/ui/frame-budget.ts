import type { LaneOrder } from '../tasks/scenarios.ts';

/** CPU time used by this process so far, ms. */
export type CpuClock = () => number;

/** What `process.cpuUsage()` reads. */
export const ownCpuMs: CpuClock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** What all frames together may cost, in ms of CPU per second. */
const shareOfEachCoreWhileMeasuring = 10;
const shareOfOneCore = 80;

const shortest = 50;
const longest = 500;
const firstGuessMs = 8;

/**
 * How long to wait for the next frame. Drawing takes CPU time from what is drawn, so frames are
 * seldom while lanes run in turn, because then cores are being measured, and what a frame costs
 * on this machine is measured and not assumed.
 */
export class FrameBudget {
  readonly #cores: number;
  #costMs = firstGuessMs;

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** A frame took `ms` of CPU. A dear one counts at once, a cheap one by and by. */
  add(ms: number): void {
    this.#costMs = ms > this.#costMs ? (this.#costMs + ms) / 2 : this.#costMs * 0.9 + ms * 0.1;
  }

  /** Milliseconds until the next frame. */
  interval(order: LaneOrder): number {
    const share = order === 'in-turn' ? shareOfEachCoreWhileMeasuring * this.#cores : shareOfOneCore;
    return Math.min(longest, Math.max(shortest, (1_000 * this.#costMs) / share));
  }
}

const windowMs = 1_000;

/** The dashboard's own use of the CPU, in % of one core, over the last second or more. */
export class OwnUse {
  readonly #cpu: CpuClock;
  #since: { readonly at: number; readonly cpu: number } | undefined;
  #percent: number | undefined;

  constructor(cpu: CpuClock) {
    this.#cpu = cpu;
  }

  /** Undefined before the first second is over. */
  percent(now: number): number | undefined {
    const since = this.#since;
    if (since === undefined) {
      this.#since = { at: now, cpu: this.#cpu() };
    } else if (now - since.at >= windowMs) {
      const cpu = this.#cpu();
      this.#percent = (100 * (cpu - since.cpu)) / (now - since.at);
      this.#since = { at: now, cpu };
    }
    return this.#percent;
  }
}
