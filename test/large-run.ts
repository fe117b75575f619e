import { planOf } from '../src/engine/plan.ts';
import type { RunEvent } from '../src/engine/protocol.ts';
import { formats } from '../src/engine/report/formats.ts';
import { reportOf } from '../src/engine/report/report-of.ts';
import { foldingListener } from '../src/engine/session/folding.ts';
import { newSession, type SessionState } from '../src/engine/session/session-state.ts';
import { scenarios } from '../src/tasks/scenarios.ts';
import type { Scenario } from '../src/tasks/workload.ts';
import { environment } from './engine/report/reports.ts';

const [scenario] = scenarios as readonly [Scenario, ...Scenario[]];
const live = 64;

/** What a run of so many tasks tells, each in a thread of its own that waits twice and prints a line. */
function eventsOf(tasks: number): RunEvent[] {
  const perTask = Array.from({ length: tasks }, (_, task): RunEvent[] => {
    const worker = `t${task + 1}`;
    const at = Math.floor(task / live) * 10_000;
    const usage = { type: 'usage', worker, of: 'thread', runQueueUs: 10 } as const;
    const wait = { type: 'wait', worker, task, us: 1_000 } as const;
    return [
      { type: 'worker-started', at: at + 500, worker, kind: 'thread', pid: 1, thread: task + 1, askedAt: at },
      { ...usage, at: at + 510, cpuUs: 400 },
      { type: 'task-started', at: at + 600, worker, task },
      { ...wait, at: at + 700, kind: 'io' },
      { type: 'progress', at: at + 1_800, worker, task, done: 1, total: 2 },
      { ...wait, at: at + 2_000, kind: 'sleep' },
      { type: 'output', at: at + 3_500, stream: 'task', worker, task, text: `line of ${task}` },
      { type: 'task-finished', at: at + 9_000, worker, task, result: { preview: '1', digest: 'one' } },
      { ...usage, at: at + 9_100, cpuUs: 5_000 },
      { type: 'worker-exited', at: at + 9_500, worker, code: 0 },
    ];
  });
  const end = Math.ceil(tasks / live) * 10_000;
  const run = { type: 'usage', worker: 'run', of: 'process' } as const;
  return [
    {
      type: 'run-started',
      at: 0,
      protocol: 1,
      model: 'threads',
      pid: 1,
      epoch: '1',
      runtime: 'node 24.0.0',
      limit: live,
    },
    { ...run, at: 0, cpuUs: 40_000 },
    ...Array.from({ length: tasks }, (_, task): RunEvent => ({ type: 'task-queued', at: 1, task })),
    ...perTask.flat().sort((a, b) => a.at - b.at),
    { ...run, at: end, cpuUs: 40_000 + tasks * 5_000 },
    { type: 'run-finished', at: end, end: 'finished' },
  ];
}

/**
 * Makes a session of one run of so many tasks, each in a worker of its own; what is given back folds
 * it in batches of so many events, judges it, and writes its report in every format.
 */
export function largeRun(tasks: number, batch: number): () => void {
  const plan = planOf(scenario, { lanes: ['threads'], tasks, workers: 2, live, seed: 1 });
  const specs = Array.from({ length: tasks }, (_, id) => ({
    id,
    task: 'count',
    label: `count ${id + 1}`,
    input: null,
  }));
  const events = eventsOf(tasks);
  return () => {
    let state: SessionState = newSession(plan.lanes, 2);
    const listener = foldingListener((change) => {
      state = change(state);
    });
    listener.begin(specs);
    listener.starting('threads', { round: 1, kind: 'measured' });
    for (let first = 0; first < events.length; first += batch)
      listener.events('threads', events.slice(first, first + batch));
    const ranMs = (events.at(-1)?.at ?? 0) / 1_000;
    listener.ended('threads', { lifeMs: ranMs + 50, bootMs: 40, machineCpuMs: ranMs });
    const report = reportOf(plan, state, environment);
    for (const format of Object.values(formats)) format(report);
  };
}
