import type { LaneOrder } from '../../tasks/workload.ts';

/** CPU time used by this process so far, ms. */
export type CpuClock = () => number;

/** What `process.cpuUsage()` reads. */
export const ownCpuMs: CpuClock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** What the dashboard may use of one core, as a share, while lanes share the machine anyway. */
const shareTogether = 0.08;
/** What it may use of each core while lanes run in turn, because then cores are being measured. */
const shareInTurn = 0.01;

const shortest = 50;
const longest = { together: 500, 'in-turn': 1_000 };
const firstTogether = 120;
const firstInTurn = 500;
const lookEveryMs = 500;

interface Mark {
  readonly at: number;
  readonly cpu: number;
}

/**
 * How long to wait for the next frame. Drawing takes CPU time from what is drawn, so the time
 * between frames follows from what this process really used, spinners and reading included.
 */
export class FrameBudget {
  readonly #cores: number;
  #order: LaneOrder | undefined;
  #interval = firstTogether;
  #mark: Mark | undefined;

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** Milliseconds until the next frame, asked at `at` ms with `cpu` ms used so far. */
  interval(order: LaneOrder, at: number, cpu: number): number {
    if (order !== this.#order) {
      this.#order = order;
      this.#interval = order === 'in-turn' ? firstInTurn : firstTogether;
      this.#mark = { at, cpu };
    }
    const mark = this.#mark ?? { at, cpu };
    if (at - mark.at >= lookEveryMs) {
      const allowed = order === 'in-turn' ? shareInTurn * this.#cores : shareTogether;
      const ratio = (cpu - mark.cpu) / (at - mark.at) / allowed;
      this.#interval = Math.min(longest[order], Math.max(shortest, this.#interval * Math.min(2, Math.max(0.7, ratio))));
      this.#mark = { at, cpu };
    }
    return this.#interval;
  }
}

const windowMs = 1_000;

/** The dashboard's own use of the CPU, in % of one core, over the last second or more. */
export class OwnUse {
  readonly #cpu: CpuClock;
  #since: Mark | undefined;
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
