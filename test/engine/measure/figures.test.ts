import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../src/engine/measure/figures.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { finishedLane, laneWith } from '../../lanes.ts';

/** A run that had used 40 ms when its clock started, and whose one child told what it had used. */
function forked(childUs: number, ...then: readonly RunEvent[]) {
  return laneWith(
    'forks',
    ['a'],
    [
      { type: 'usage', at: 0, worker: 'run', of: 'process', cpuUs: 40_000 },
      { type: 'worker-started', at: 1, worker: 'f1', kind: 'process', pid: 11, askedAt: 0 },
      { type: 'task-started', at: 2, worker: 'f1', task: 0 },
      { type: 'usage', at: 3, worker: 'f1', of: 'process', cpuUs: childUs },
      ...then,
    ],
  );
}

function runnerUsage(cpuUs: number, childrenCpuUs: number): RunEvent {
  return { type: 'usage', at: 4, worker: 'run', of: 'process', cpuUs, childrenCpuUs };
}

describe('the figures of a lane', () => {
  test('part its wall time into start-up, work and tear-down', () => {
    const lane = { ...finishedLane('threads', 400), lastAt: 420_000 };
    expect(figuresOf(lane)).toMatchObject({ wallMs: 420, startUpMs: 50, workMs: 350, tearDownMs: 20 });
  });

  test('add the CPU time of child processes to that of the runner, but not that of threads', () => {
    const thread: RunEvent[] = [
      { type: 'worker-started', at: 1, worker: 't1', kind: 'thread', pid: 10, askedAt: 0 },
      { type: 'usage', at: 3, worker: 't1', of: 'thread', cpuUs: 700_000 },
    ];
    const lane = forked(5_000, ...thread, runnerUsage(42_000, 0));
    expect(figuresOf(lane)).toMatchObject({ cpuMs: 7, bootCpuMs: 40 });
  });

  test('take the kernel’s account of child processes where it is more than they told before their end', () => {
    expect(figuresOf(forked(25_000, runnerUsage(42_000, 30_000)))?.cpuMs).toBe(32);
  });

  test('have no CPU time where the runner was ended before it could tell', () => {
    const lane = forked(25_000, { type: 'run-finished', at: 9, end: 'timed-out' });
    expect(figuresOf(lane)).not.toHaveProperty('cpuMs');
  });

  test('are none before a task has begun', () => {
    expect(figuresOf(laneWith('threads', ['a'], []))).toBeUndefined();
  });
});
