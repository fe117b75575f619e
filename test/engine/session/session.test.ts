import { describe, expect, test } from 'vitest';
import { planOf } from '../../../src/engine/plan.ts';
import type { RoundName } from '../../../src/engine/session/schedule.ts';
import type { SessionListener } from '../../../src/engine/session/session.ts';
import { startSession } from '../../../src/engine/session/start-session.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { preparing } from '../../../src/engine/supervise/prepare.ts';
import { scenarioOf } from '../../lanes.ts';

const count = scenarioOf('count');
const lanes = ['sequential', 'promises'];
const plan = planOf(count, { lanes, size: 10, tasks: 1, rounds: 3, warmUp: 0, workers: 2, live: 64, seed: 1 });
const prepare = preparing(startGuard());

/** What was told of a session that did something when the run of that lane in that round was over. */
async function toldOf(lane: string, round: number, act: (session: ReturnType<typeof startSession>) => void) {
  const told: [lane: string, round: number, end: string][] = [];
  let current = new Map<string, RoundName>();
  const listener: SessionListener = {
    begin: () => undefined,
    starting: (name, at) => {
      current = new Map(current).set(name, at);
    },
    events: (name, events) => {
      for (const event of events)
        if (event.type === 'run-finished') told.push([name, current.get(name)?.round ?? 0, event.end]);
    },
    ended: (name) => {
      if (name === lane && current.get(name)?.round === round) act(session);
    },
  };
  const session = startSession(plan, prepare, listener);
  await session.finished;
  return told;
}

/** The rounds of a lane, each once: a run that is repeated is told again. */
function roundsOf(told: Awaited<ReturnType<typeof toldOf>>, lane: string, end: string): number[] {
  return [...new Set(told.flatMap(([name, round, how]) => (name === lane && how === end ? round : [])))];
}

describe('in a session of several rounds', () => {
  test('a lane that is stopped between two of its runs is told of as stopped, once, and the others go on', async () => {
    const told = await toldOf('promises', 1, (session) => session.stop('promises'));
    expect(roundsOf(told, 'promises', 'finished')).toEqual([1]);
    expect(told.filter(([name, , end]) => name === 'promises' && end === 'stopped')).toHaveLength(1);
    expect(roundsOf(told, 'sequential', 'finished')).toEqual([1, 2, 3]);
  });

  test('no round begins after all lanes were stopped', async () => {
    const told = await toldOf('promises', 2, (session) => session.stop());
    expect(Math.max(...told.map(([, round]) => round))).toBe(2);
  });
});
