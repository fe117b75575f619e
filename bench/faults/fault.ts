import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Model } from '../../src/engine/catalog.ts';

/** How lanes is run. */
const surfaces = ['headless', 'recording', 'sweep', 'dashboard'] as const;
type Surface = (typeof surfaces)[number];

/** Which process of the tree something happens to. */
export type Target = 'runner' | 'worker' | 'companion' | 'guard' | 'lanes';

/** One thing that is done to one process of one session. */
export interface Fault {
  readonly surface: Surface;
  readonly model: string;
  readonly runtime: Model['runtime'];
  readonly target: Target;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP';
  /** After the process was first seen, ms. */
  readonly afterMs: number;
  /** How long one stands still, ms, and what happens then: it goes on, or the session is stopped. */
  readonly stillMs: number;
  readonly next: 'go on' | 'stop';
  /** Which of several processes, from 0 to below 1. */
  readonly which: number;
}

const hasProcesses = /^(forks|process-pool|py-processes|py-process-pool)$/;

/** The faults that a seed gives, without end: surfaces and models in turn, the rest by chance. */
export function* faultsOf(models: readonly Model[], seed: number): Generator<Fault> {
  const random = xoroshiro128plus(seed);
  const below = (most: number) => uniformInt(random, 0, most - 1);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  for (let turn = 0; ; turn += 1) {
    const model = models[turn % models.length] as Model;
    const surface = surfaces[Math.floor(turn / models.length + turn) % surfaces.length] as Surface;
    const targets: Target[] = ['runner', 'companion', 'guard', 'lanes'];
    if (hasProcesses.test(model.id)) targets.push('worker', 'worker');
    const target = oneOf(targets);
    yield {
      surface: surface === 'sweep' && model.workers === 'loop' ? 'headless' : surface,
      model: model.id,
      runtime: model.runtime,
      target,
      signal: oneOf(['SIGKILL', 'SIGTERM', 'SIGSTOP'] as const),
      afterMs: below(700),
      stillMs: 50 + below(300),
      next: target === 'runner' || target === 'worker' ? oneOf(['go on', 'stop'] as const) : 'go on',
      which: below(1_000) / 1_000,
    };
  }
}

/** A fault in words, with all that it takes to see it again. */
export function wordsOf({ surface, model, target, signal, afterMs, stillMs, next }: Fault): string {
  const still = signal === 'SIGSTOP' ? `, ${next} after ${stillMs} ms` : '';
  return `${surface}, ${model}: ${signal} to ${target} after ${afterMs} ms${still}`;
}
