import { type Plan, planOf } from '../src/engine/plan.ts';
import type { RunEvent } from '../src/engine/protocol.ts';
import type { Start } from '../src/engine/session/session.ts';
import { scenarios } from '../src/tasks/scenarios.ts';
import type { Scenario } from '../src/tasks/workload.ts';

const [scenario] = scenarios as readonly [Scenario, ...Scenario[]];

/** What a run of one task tells that is over after `at` µs. */
function eventsOf(at: number): RunEvent[] {
  return [
    { type: 'run-started', at: 0, protocol: 1, model: 'thread-pool', pid: 1, epoch: '1', runtime: 'node 24.0.0' },
    { type: 'worker-started', at: 0, worker: 'w', kind: 'thread', pid: 1, askedAt: 0 },
    { type: 'task-started', at: 10, worker: 'w', task: 0 },
    { type: 'task-finished', at: at - 10, worker: 'w', task: 0, result: { preview: '1', digest: '1' } },
    { type: 'run-finished', at, end: 'finished' },
  ];
}

/** A session of so many lanes of nearly the same speed and so many rounds, which tells of all of them at once. */
export function manyRounds(howMany: number, rounds: number): { readonly plan: Plan; readonly start: Start } {
  const lanes = Array.from({ length: howMany }, (_, place) => `thread-pool:${place + 1}`);
  const plan = planOf(scenario, { lanes, rounds, tasks: 1, workers: 2, live: 64, seed: 7 });
  const start: Start = (_, listener) => {
    listener.begin([{ id: 0, task: 'count', label: 'count 1', input: null }]);
    for (let round = 1; round <= rounds; round += 1) {
      for (const [place, lane] of lanes.entries()) {
        listener.starting(lane, { round, kind: 'measured' });
        listener.events(lane, eventsOf(100_000 + 1_000 * place + 700 * ((round * (place + 3)) % 11)));
        const reference = { beforeMs: 20, afterMs: 20 };
        listener.ended(lane, { lifeMs: 200, bootMs: 40, machineCpuMs: 100, reference });
      }
    }
    return { stop: () => undefined, retire: () => undefined, finished: Promise.resolve() };
  };
  return { plan, start };
}
