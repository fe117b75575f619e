import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { findModel, isSequential, partsOf } from '../../../src/engine/catalog.ts';
import type { Environment } from '../../../src/engine/measure/environment.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import type { Run, RunSpec, Start } from '../../../src/engine/session/session.ts';
import { startSession } from '../../../src/engine/session/start-session.ts';

/** Two cores, nothing else going on. */
export const environment: Environment = {
  cores: 2,
  cpu: 'simulated',
  platform: 'linux',
  node: '24.0.0',
  lanes: '0.0.0',
  clockStepUs: 0.01,
  accounting: 'schedstat',
} as unknown as Environment;

/** Work as it would go on a machine of two cores. */
export interface World {
  /** How long a task takes, one after the other, ms. */
  readonly taskMs: number;
  /** The share of that on a core. */
  readonly busy: number;
  /** By how much a run differs from what it would take, at most: a share. */
  readonly noise?: number;
  /** What a worker's start takes, ms. */
  readonly startMs?: number;
  /** How many tasks can wait at once before they hinder each other. */
  readonly mostAtOnce?: number;
  /** Only one task can be on a core at a time, whoever runs it, as under a GIL. */
  readonly isLocked?: true;
  /** Lanes in which a task fails, and those that give other results. */
  readonly failing?: readonly string[];
  readonly differing?: readonly string[];
  /** How many tasks were run, for the test to look at. */
  ran?: number;
}

/** Sessions as they are, whose runs take no time, but tell that they took as long as in `world`. */
export function simulatedStart(world: World, seed = 1): Start {
  const random = xoroshiro128plus(seed);
  const noise = () => 1 + (uniformInt(random, -1_000, 1_000) / 1_000) * (world.noise ?? 0);
  const prepare = async () => ({
    referenceMs: async () => 25,
    starterOf: async () => (spec: RunSpec) => playRun(spec, world, noise()),
    stop: async () => undefined,
  });
  return (plan, listener) => startSession(plan, prepare, listener);
}

function playRun({ lane, tasks, plan, onEvents }: RunSpec, world: World, noise: number): Run {
  const events = eventsOf(lane, tasks.length, plan.workers, world, noise);
  world.ran = (world.ran ?? 0) + tasks.length;
  const lastedMs = Math.max(...events.map(({ at }) => at)) / 1_000;
  const ended = (async () => {
    await Promise.resolve();
    onEvents(events);
    return { lifeMs: lastedMs + 30, bootMs: 25, machineCpuMs: lastedMs };
  })();
  return { stop: () => undefined, ended };
}

/** How many tasks a lane has under way at once, how long each then takes, and when the first can begin, µs. */
function courseOf(
  lane: string,
  tasks: number,
  workers: number,
  { taskMs, busy, startMs = 20, mostAtOnce, isLocked }: World,
) {
  const kind = findModel(lane)?.workers ?? 'loop';
  const own = partsOf(lane).workers;
  const slots = { loop: own ?? (isSequential(lane) ? 1 : tasks), pool: own ?? workers, 'one-a-task': tasks }[kind];
  const atOnce = Math.min(slots, tasks);
  const cores = kind === 'loop' || isLocked ? 1 : environment.cores;
  // What computes shares the cores, what waits does not.
  const slowed = Math.max(1, (atOnce * busy) / cores, atOnce / (mostAtOnce ?? atOnce));
  const starts = { loop: 0, pool: 1, 'one-a-task': Math.max(1, tasks / environment.cores) }[kind];
  return { kind, atOnce, lengthUs: taskMs * 1_000 * slowed, upUs: Math.round(startMs * 1_000 * starts) };
}

/** Each slot is a worker that does one task after the other. */
function eventsOf(lane: string, tasks: number, workers: number, world: World, noise: number): RunEvent[] {
  const { taskMs, busy } = world;
  const { kind, atOnce, upUs, ...course } = courseOf(lane, tasks, workers, world);
  const lengthUs = course.lengthUs * noise;
  const workerIds = kind === 'loop' ? ['loop'] : Array.from({ length: atOnce }, (_, index) => `w${index}`);
  const workerOf = (task: number) => workerIds[task % workerIds.length] ?? 'loop';
  const spans = Array.from({ length: tasks }, (_, task) => {
    const begin = upUs + Math.floor(task / atOnce) * lengthUs;
    return { task, worker: workerOf(task), from: Math.round(begin), to: Math.round(begin + lengthUs) };
  });
  const end = Math.max(0, ...spans.map(({ to }) => to)) + 500;
  const cpuUs = Math.round((tasks * taskMs * 1_000 * busy * noise) / workerIds.length);
  const result = world.differing?.includes(lane) ? 'other' : 'same';
  return [
    { type: 'run-started', at: 0, protocol: 1, model: partsOf(lane).id, pid: 1, epoch: '1', runtime: 'node 24.0.0' },
    { type: 'usage', at: 0, worker: 'run', of: 'process', cpuUs: 0 },
    ...spans.map(({ task }): RunEvent => ({ type: 'task-queued', at: 0, task })),
    ...workerIds.map(
      (worker): RunEvent => ({
        type: 'worker-started',
        at: upUs,
        worker,
        kind: kind === 'loop' ? 'loop' : 'thread',
        pid: 1,
        askedAt: 0,
      }),
    ),
    ...workerIds.map(
      (worker): RunEvent => ({ type: 'usage', at: upUs, worker, of: 'thread', cpuUs: 0, runQueueUs: 0 }),
    ),
    ...spans.flatMap(({ task, worker, from, to }): RunEvent[] => [
      { type: 'task-started', at: from, worker, task },
      ...(busy < 1
        ? [
            {
              type: 'wait' as const,
              at: from,
              worker,
              task,
              kind: 'sleep' as const,
              us: Math.round((to - from) * (1 - busy)),
            },
          ]
        : []),
      world.failing?.includes(lane)
        ? { type: 'task-failed', at: to, worker, task, error: { name: 'Error', message: 'no luck' } }
        : { type: 'task-finished', at: to, worker, task },
    ]),
    ...workerIds.flatMap((worker): RunEvent[] => [
      { type: 'usage', at: end - 200, worker, of: 'thread', cpuUs, runQueueUs: 0 },
      { type: 'worker-exited', at: end - 100, worker, code: 0 },
    ]),
    { type: 'usage', at: end, worker: 'run', of: 'process', cpuUs: cpuUs * workerIds.length },
    ...(world.failing?.includes(lane)
      ? []
      : spans.map(
          ({ task, to }): RunEvent => ({
            type: 'task-result',
            at: to,
            task,
            result: { preview: result, digest: result },
          }),
        )),
    { type: 'run-finished', at: end, end: 'finished' },
  ];
}
