import type { Run } from './session.ts';

/**
 * Where a lane stands in its session:
 *
 * - `fresh`: no run of it was started yet, but it is shown as one that waits;
 * - `starting`: it was told that a run starts, and there is no process yet;
 * - `running`;
 * - `resting`: its last run is over, and the next round may bring another;
 * - `withdrawn`: ended while it had no process. That has still to be told; `isShown` where it is
 *   shown as waiting or starting, so that it must be told even if no round comes any more;
 * - `leaving`: ended while it ran. Its run tells the end;
 * - `gone`: no more of it comes, and that was told.
 */
export type Phase =
  | { readonly is: 'fresh' | 'starting' | 'resting' | 'leaving' | 'gone' }
  | { readonly is: 'running'; readonly run: Run }
  | { readonly is: 'withdrawn'; readonly isShown: boolean; readonly ending: Ending };

/** Why no more of a lane is run: it was stopped, or it cannot go on. */
type Ending = { readonly end: 'stopped' } | { readonly end: 'failed'; readonly reason: string };

/** The phases of a session's lanes, and the transitions between them. */
export class Phases {
  readonly #phases: Map<string, Phase>;
  /** Those that have no more runs after the one that they are at. */
  readonly #retired = new Set<string>();

  constructor(lanes: readonly string[]) {
    this.#phases = new Map(lanes.map((lane) => [lane, { is: 'fresh' }]));
  }

  of(lane: string): Phase {
    return this.#phases.get(lane) ?? { is: 'gone' };
  }

  /** Whether nothing more has to be done or told for any lane. */
  get areOver(): boolean {
    return [...this.#phases.values()].every(
      (phase) => phase.is === 'gone' || (phase.is === 'withdrawn' && !phase.isShown && phase.ending.end === 'stopped'),
    );
  }

  /** A run is about to be started. */
  begin(lane: string): void {
    this.#phases.set(lane, { is: 'starting' });
  }

  /** Its process is being started. */
  started(lane: string, run: Run): void {
    this.#phases.set(lane, { is: 'running', run });
  }

  /** Its run is over. */
  ended(lane: string): void {
    const isLast = this.of(lane).is === 'leaving' || this.#retired.has(lane);
    this.#phases.set(lane, { is: isLast ? 'gone' : 'resting' });
  }

  /** No more of it comes, and that was told. */
  leave(lane: string): void {
    this.#phases.set(lane, { is: 'gone' });
  }

  /** No more runs of it are wanted after the one that it is at, if it is at one. Of one that is fresh nothing would be known. */
  retire(lane: string): void {
    this.#retired.add(lane);
    if (this.of(lane).is === 'resting') this.leave(lane);
  }

  /** It was stopped, or cannot go on: ends its run, if it has one. */
  stop(lane: string, ending: Ending = { end: 'stopped' }): void {
    const phase = this.of(lane);
    switch (phase.is) {
      case 'running':
        this.#phases.set(lane, { is: 'leaving' });
        phase.run.stop(ending.end, ending.end === 'failed' ? ending.reason : undefined);
        break;
      case 'fresh':
      case 'starting':
        this.#phases.set(lane, { is: 'withdrawn', isShown: true, ending });
        break;
      case 'resting':
        this.#phases.set(lane, { is: 'withdrawn', isShown: false, ending });
        break;
      default:
        break;
    }
  }
}
