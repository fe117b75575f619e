import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { reportVerdicts } from '../../../src/engine/report/verdict.ts';
import { comparedLanes, judgedRuns } from '../../../src/engine/session/counted.ts';
import { foldingListener } from '../../../src/engine/session/folding.ts';
import type { RoundName } from '../../../src/engine/session/schedule.ts';
import { newSession, outcomeOf, recordsOf, type SessionState } from '../../../src/engine/session/session-state.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import type { Scenario } from '../../../src/tasks/workload.ts';

const [scenario] = scenarios;
if (scenario === undefined) throw new Error('scenarios are missing');
const choices = { models: ['sequential', 'threads', 'forks'], workers: 2, live: 64 };

function planFor(seed: number, rounds = 10) {
  return planOf(scenario as Scenario, { ...choices, seed, rounds });
}

function judged(state: SessionState) {
  return judgedRuns(planFor(1), state);
}

function verdictOf(state: SessionState, seed: number) {
  return reportVerdicts(comparedLanes(planFor(seed), judged(state)), seed)[0];
}

const tasks = [{ id: 0, task: 'count', label: 'count 1', input: null }];

/** A session of three lanes that is told of run after run. */
class Told {
  state: SessionState = newSession(choices.models, 2);
  readonly listener = foldingListener((change) => {
    this.state = change(this.state);
  });

  constructor() {
    this.listener.begin(tasks);
  }

  run(
    lane: string,
    round: RoundName,
    ms: number,
    { drift = 1, end = 'finished' }: { drift?: number; end?: 'finished' | 'failed' } = {},
  ): this {
    this.listener.starting(lane, round);
    this.listener.events(lane, eventsOf(lane, ms, end));
    const reference = { beforeMs: 20, afterMs: 20 * drift };
    this.listener.ended(lane, { lifeMs: ms + 50, bootMs: 40, machineCpuMs: ms, reference });
    return this;
  }

  counted(lane: string): number[] {
    return judged(this.state)
      .get(lane)
      ?.flatMap(({ counts, round }) => (counts ? round : [])) as number[];
  }
}

function eventsOf(lane: string, ms: number, end: 'finished' | 'failed'): RunEvent[] {
  const at = ms * 1_000;
  return [
    { type: 'run-started', at: 0, protocol: 1, model: lane, pid: 10, epoch: '1000', runtime: 'node 24.0.0' },
    { type: 'worker-started', at: 0, worker: 'w', kind: 'loop', pid: 10, askedAt: 0 },
    { type: 'task-started', at: 10, worker: 'w', task: 0 },
    { type: 'output', at: 20, stream: 'task', worker: 'w', task: 0, text: 'a line' },
    { type: 'task-finished', at: at - 10, worker: 'w', task: 0, result: { preview: '1', digest: '1' } },
    { type: 'run-finished', at, end },
  ];
}

function measured(round: number): RoundName {
  return { round, kind: 'measured' };
}

describe('the fold of a session', () => {
  test('keeps earlier runs as figures, and the last one whole', () => {
    const told = new Told().run('threads', measured(1), 100).run('threads', measured(2), 200);
    const runs = told.state.lanes.get('threads');
    expect(runs?.earlier.map(({ round, figures, lines }) => [round, figures?.wallMs, lines])).toEqual([[1, 100, 1]]);
    expect(JSON.stringify(runs?.earlier)).not.toContain('a line');
    expect(runs?.lane.output.kept).toBe(1);
    expect(runs && recordsOf(runs, 2)).toHaveLength(2);
  });

  test('keeps the order of the lanes, whatever the order in which they run', () => {
    const told = new Told().run('threads', measured(1), 100).run('sequential', measured(1), 100);
    expect([...told.state.lanes.keys()]).toEqual(['sequential', 'threads', 'forks']);
  });

  test('counts neither warm-ups nor runs that drifted, failed or were not ended', () => {
    const told = new Told()
      .run('threads', { round: 1, kind: 'warm-up' }, 100)
      .run('threads', measured(1), 100, { drift: 1.3 })
      .run('threads', measured(1), 100)
      .run('threads', measured(2), 100, { drift: 0 })
      .run('threads', measured(3), 100, { end: 'failed' })
      .run('threads', measured(4), 100, { drift: 1.14 });
    told.listener.starting('threads', measured(5));
    told.listener.events('threads', eventsOf('threads', 100, 'finished').slice(0, 3));
    expect(told.counted('threads')).toEqual([1, 4]);
    expect(
      judged(told.state)
        .get('threads')
        ?.map(({ kind }) => kind),
    ).toEqual(['warm-up', 'rejected', 'measured', 'rejected', 'measured', 'measured', 'measured']);
  });

  test('a lane came out as its first failed run, or as its last', () => {
    const told = new Told()
      .run('threads', measured(1), 100, { end: 'failed' })
      .run('threads', measured(2), 100)
      .run('sequential', measured(1), 100);
    expect([...told.state.lanes.values()].map((runs) => outcomeOf(runs).state)).toEqual([
      'finished',
      'failed',
      'waiting',
    ]);
  });

  test('a lane that failed in some rounds does not keep the others from a verdict', () => {
    const told = new Told();
    for (let round = 1; round <= 6; round += 1) {
      const end = round < 3 ? 'failed' : 'finished';
      told
        .run('sequential', measured(round), 200)
        .run('threads', measured(round), 100 + round)
        .run('forks', measured(round), 50, { end });
    }
    const verdict = verdictOf(told.state, 1);
    expect(verdict.speedUps.map(({ lane, points }) => [lane, points.length])).toEqual([
      ['threads', 6],
      ['forks', 4],
    ]);
    expect(verdict).toMatchObject({ fastest: 'threads', best: ['threads'], simplest: 'threads' });
  });

  test('pairs by round, gives the same verdict for the same runs, and the runs that count are those of the rounds', () => {
    const run = fc.record({
      lane: fc.constantFrom('sequential', 'threads'),
      round: fc.integer({ min: 1, max: 8 }),
      ms: fc.integer({ min: 50, max: 500 }),
      drift: fc.constantFrom(1, 1.1, 1.5),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 30 }), fc.nat({ max: 100 }), (runs, seed) => {
        const tell = () => {
          const told = new Told();
          for (const { lane, round, ms, drift } of runs) told.run(lane, measured(round), ms, { drift });
          return told;
        };
        const told = tell();
        const verdict = verdictOf(told.state, seed);
        expect(verdictOf(tell().state, seed)).toEqual(verdict);
        const base = told.counted('sequential');
        const both = new Set(told.counted('threads').filter((round) => base.includes(round)));
        expect(verdict.speedUps[0]?.points.length ?? 0).toBe(both.size);
      }),
      { numRuns: 40 },
    );
  });
});
