import { describe, expect, test } from 'vitest';
import { checkTrace } from '../engine/report/trace-checker.ts';
import { lanes } from './lanes.ts';

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** The events of the trace of a real session, which has to keep to the format. */
async function traced(...args: readonly string[]): Promise<Event[]> {
  const { stdout, exitCode } = await lanes('run', ...args, '--format', 'trace');
  expect(exitCode).toBe(0);
  expect(checkTrace(stdout)).toEqual([]);
  return (JSON.parse(stdout) as { traceEvents: Event[] }).traceEvents;
}

describe('the trace of a real session', () => {
  test('of count under threads has ten tracks, each with its start-up and its task', async () => {
    const events = await traced('count', '--models', 'threads', '--tasks', '10', '--size', '1e6');
    const names = events.filter(({ name }) => name === 'thread_name').map(({ args }) => args?.['name']);
    expect(names).toEqual(Array.from({ length: 10 }, (_, index) => `t${index + 1} (thread)`));
    for (let tid = 1; tid <= 10; tid += 1) {
      const slices = events.filter((event) => event.ph === 'X' && event.tid === tid).map(({ name }) => name);
      expect(slices.slice(0, 3)).toEqual([`t${tid}`, 'start-up', expect.stringMatching(/^count/)]);
    }
    const counters = events.filter(({ ph, name }) => ph === 'C' && name === 'parallelism');
    expect(counters.length).toBeGreaterThan(1);
    expect(counters.at(-1)?.args).toEqual({ active: 0, waiting: 0 });
  });

  test('of every kind of lane keeps to the format, and shows waits and who held the GIL', async () => {
    const models = 'sequential,promises,gil-threads,forks,thread-pool';
    const events = await traced('interleave', '--models', models, '--delay', '5');
    const waits = new Set(events.filter(({ name }) => name === 'sleep').map(({ pid }) => pid));
    expect(waits.size).toBe(5);
    const counted = await traced('gil', '--models', 'gil-threads', '--size', '2e8');
    const names = new Set(counted.filter(({ cat }) => cat === 'wait').map(({ name }) => name));
    expect(names).toEqual(new Set(['waits for the GIL', 'holds the GIL']));
  });
});
