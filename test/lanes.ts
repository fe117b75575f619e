import { fold } from '../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../src/engine/lane/lane.ts';
import type { RunEvent } from '../src/engine/protocol.ts';
import { newSession, type SessionState } from '../src/engine/session/session-state.ts';
import { scenarios } from '../src/tasks/scenarios.ts';
import type { TaskSpec } from '../src/tasks/task.ts';
import type { Scenario } from '../src/tasks/workload.ts';

/** Some tasks that are never run. */
function taskSpecs(labels: readonly string[]): TaskSpec[] {
  return labels.map((label, id) => ({ id, task: 'count', label, input: null }));
}

/** A lane with a begun run and then `events`. */
export function laneWith(name: string, labels: readonly string[], events: readonly RunEvent[]): Lane {
  return fold(newLane(name, taskSpecs(labels)), [
    {
      type: 'run-started',
      at: 0,
      protocol: 1,
      model: name,
      pid: 10,
      epoch: '1000000000',
      runtime: 'node 24.0.0',
      limit: 64,
    },
    ...events,
  ]);
}

/** A lane whose tasks all took from 50 ms to `ms`. */
export function finishedLane(name: string, ms: number, labels: readonly string[] = ['a', 'b']): Lane {
  const at = ms * 1_000;
  return laneWith(name, labels, [
    ...labels.flatMap((_, task): RunEvent[] => [
      { type: 'task-started', at: 50_000, worker: 'w', task },
      { type: 'task-finished', at, worker: 'w', task, result: { preview: '1', digest: '0' } },
    ]),
    { type: 'run-finished', at, end: 'finished' },
  ]);
}

/** A session of one round that these lanes were in. */
export function sessionOf(lanes: readonly Lane[]): SessionState {
  const session = newSession([], 2);
  const round = { round: 1, kind: 'measured' as const };
  return { ...session, lanes: new Map(lanes.map((lane) => [lane.name, { lane, round, earlier: [] }])) };
}

/** A scenario by its id. */
export function scenarioOf(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`there is no scenario ${id}`);
  return found;
}
