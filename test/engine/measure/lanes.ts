import { fold } from '../../../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../../../src/engine/lane/lane.ts';
import type { RunEvent, WaitKind, WorkerKind } from '../../../src/engine/protocol.ts';

/** A worker and its tasks, in ms; the helper makes events of them. */
export interface WorkerScript {
  readonly id: string;
  readonly kind?: WorkerKind;
  readonly asked?: number;
  readonly started: number;
  /** When the user's module was loaded in it; it began to load when it had started. */
  readonly ready?: number;
  /** What it had used when it was ready; absent where it did not tell. */
  readonly readyCpu?: number;
  readonly exited?: number;
  readonly startCpu?: number;
  readonly cpu?: number;
  readonly runQueue?: number;
  readonly peakBytes?: number;
  readonly voluntary?: number;
  readonly involuntary?: number;
  readonly tasks: readonly TaskScript[];
}

export interface TaskScript {
  readonly id: number;
  readonly from: number;
  readonly to?: number;
  readonly result?: string;
  /** When the runner began to hand the input over, and when it had the result; how large they were, bytes. */
  readonly sent?: number;
  readonly inputBytes?: number;
  readonly returned?: number;
  readonly resultBytes?: number;
  /** A wait whose end is never told. */
  readonly begun?: readonly [kind: WaitKind, at: number];
  readonly waits?: readonly (readonly [kind: WaitKind, at: number, ms: number])[];
}

const bootCpuUs = 40_000;

/** The lane called `name`, of a run that went as scripted and ended at `end` ms. */
export function scriptedLane(name: string, workers: readonly WorkerScript[], end: number, cpu = 0): Lane {
  return fold(newLane(name, specsOf(workers)), scriptedEvents(name, workers, end, cpu));
}

function scriptedEvents(name: string, workers: readonly WorkerScript[], end: number, cpu = 0): RunEvent[] {
  const queued = specsOf(workers).map(({ id }): RunEvent => ({ type: 'task-queued', at: 0, task: id }));
  return [
    { type: 'run-started', at: 0, protocol: 1, model: name, pid: 100, epoch: '1000000', runtime: 'node 24.0.0' },
    { type: 'usage', at: 0, worker: 'run', of: 'process', cpuUs: bootCpuUs, peakBytes: 40_000_000 },
    ...queued,
    ...workers.flatMap(workerEvents),
    ...workers.flatMap(({ tasks }) => tasks.flatMap(resultEvents)),
    {
      type: 'usage',
      at: end * 1_000,
      worker: 'run',
      of: 'process',
      cpuUs: bootCpuUs + cpu * 1_000,
      peakBytes: 50_000_000,
    },
    { type: 'run-finished', at: end * 1_000, end: 'finished' },
  ];
}

function specsOf(workers: readonly WorkerScript[]) {
  const ids = workers.flatMap(({ tasks }) => tasks.map(({ id }) => id)).sort((a, b) => a - b);
  return ids.map((id) => ({ id, task: 'count', label: `fetch ${id + 1}`, input: null }));
}

function workerEvents(script: WorkerScript): RunEvent[] {
  const { id: worker, kind = 'thread', asked = 0, started, exited, startCpu, cpu, runQueue } = script;
  const usage = {
    type: 'usage' as const,
    worker,
    of: kind === 'process' ? ('process' as const) : ('thread' as const),
    ...(script.peakBytes !== undefined && { peakBytes: script.peakBytes }),
    ...(script.voluntary !== undefined && { voluntarySwitches: script.voluntary }),
    ...(script.involuntary !== undefined && { involuntarySwitches: script.involuntary }),
  };
  const events: RunEvent[] = [
    { type: 'worker-started', at: started * 1_000, worker, kind, pid: 200, askedAt: asked * 1_000 },
  ];
  if (startCpu !== undefined) {
    events.push({ type: 'usage', at: started * 1_000, worker, of: usage.of, cpuUs: startCpu * 1_000, runQueueUs: 0 });
  }
  if (script.ready !== undefined)
    events.push({
      type: 'worker-ready',
      at: script.ready * 1_000,
      worker,
      loadUs: Math.max(0, script.ready - started) * 1_000,
    });
  if (script.ready !== undefined && script.readyCpu !== undefined) {
    const cpuUs = script.readyCpu * 1_000;
    events.push({ type: 'usage', at: script.ready * 1_000, worker, of: usage.of, cpuUs, runQueueUs: 0 });
  }
  for (const task of script.tasks) events.push(...taskEvents(worker, task));
  const last = Math.max(started, ...script.tasks.map(({ to = 0 }) => to));
  if (cpu !== undefined) {
    const runQueueUs = runQueue === undefined ? {} : { runQueueUs: runQueue * 1_000 };
    events.push({ ...usage, at: last * 1_000, cpuUs: cpu * 1_000, ...runQueueUs });
  }
  if (exited !== undefined) events.push({ type: 'worker-exited', at: exited * 1_000, worker, code: 0 });
  return events;
}

/** Told when the run's clock has stopped. */
function resultEvents({ id: task, result = '1', returned, resultBytes: bytes }: TaskScript): RunEvent[] {
  if (returned === undefined) return [];
  return [
    {
      type: 'task-result',
      at: returned * 1_000,
      task,
      result: { preview: result, digest: result },
      ...(bytes !== undefined && { bytes }),
    },
  ];
}

function taskEvents(worker: string, script: TaskScript): RunEvent[] {
  const { id: task, from, to, sent, inputBytes, waits = [], begun, result = '1', returned } = script;
  return [
    {
      type: 'task-started',
      at: from * 1_000,
      worker,
      task,
      ...(sent !== undefined && { sentAt: sent * 1_000 }),
      ...(inputBytes !== undefined && { inputBytes }),
    },
    ...waits.map(([kind, at, ms]): RunEvent => ({ type: 'wait', at: at * 1_000, worker, task, kind, us: ms * 1_000 })),
    ...(begun === undefined
      ? []
      : [{ type: 'wait-begun' as const, at: begun[1] * 1_000, worker, task, kind: begun[0] }]),
    ...(to === undefined
      ? []
      : [
          {
            type: 'task-finished' as const,
            at: to * 1_000,
            worker,
            task,
            ...(returned === undefined && { result: { preview: result, digest: result } }),
          },
        ]),
  ];
}
