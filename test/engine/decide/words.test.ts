import { describe, expect, test } from 'vitest';
import { type Decision, decisionSchema, type Ranked } from '../../../src/engine/decide/decision.ts';
import { answerLines, shortAnswerLines } from '../../../src/engine/decide/words.ts';

const use = { lane: 'thread-pool', model: 'thread-pool', workers: 2, speedUp: { ratio: 1.86, low: 1.81, high: 1.9 } };
const decided: Decision = {
  schema: decisionSchema,
  subject: 'resize.ts',
  use,
  because: 'it computes 98 % of the time',
  alike: [],
  slower: [{ lane: 'sequential', model: 'sequential' }],
  notTold: [],
  work: { tasks: 24, measured: 24, rounds: 6, lastedMs: 9_000, taskMs: 60, computes: 0.98, isPredicted: false },
  crossovers: [],
  advice: [],
  warnings: [],
  isInterrupted: false,
};

function ranked(lane: string, ratio?: number, reason?: string): Ranked {
  return {
    lane,
    model: lane,
    ...(ratio !== undefined && { speedUp: { ratio } }),
    ...(reason !== undefined && { reason }),
  };
}

describe('the answer of a decision', () => {
  test('says that too few rounds only indicate', () => {
    const few = { ...decided, use: { ...use, speedUp: { ratio: 1.4 } }, work: { ...decided.work, rounds: 1 } };
    expect(answerLines(few)[0]).toBe(
      'Use thread-pool (2 workers): 1.40x as fast as sequential (indicative: 1 round), 24 tasks of 60 ms.',
    );
  });

  test('gives every speed-up its decimal, and says of what it is only about that', () => {
    const slower = [ranked('threads', 1), ranked('forks', 0.31, 'so far behind that it was not measured to the end')];
    expect(answerLines({ ...decided, slower })[1]).toBe('Slower: threads 1.0x, forks about 0.3x.');
  });

  test('says that nothing is faster only where nothing came out so', () => {
    const alone: Decision = { ...decided, use: ranked('sequential', 1) };
    expect(answerLines(alone)[0]).toBe('Use sequential: no other model is faster, 24 tasks of 60 ms.');
    const open = answerLines({ ...alone, notTold: [ranked('threads', 1.2)] });
    expect(open[0]).toBe('Use sequential: no other model is shown to be faster, 24 tasks of 60 ms.');
  });

  test('says from when on it holds, and of how many tasks that is where these are not all', () => {
    const crossover = { lane: 'thread-pool', against: 'sequential', tasks: 24, taskMs: 60, fromTaskMs: 2 };
    const below = (changes: object) => answerLines({ ...decided, crossovers: [{ ...crossover, ...changes }] }).at(-1);
    expect(below({ fromTasks: 3 })).toBe('Below 2.0 ms a task, or with fewer than 3 tasks: keep it sequential.');
    expect(below({ fromTasks: 2 })).toBe('Below 2.0 ms a task, or with a single task: keep it sequential.');
    expect(below({ tasks: 8, fromTasks: 1 })).toBe('Below 2.0 ms a task (with 8 tasks): keep it sequential.');
    expect(below({ fromTaskMs: 0, fromTasks: 2 })).toBe('With a single task: keep it sequential.');
  });

  test('stands in twelve lines, with the recommendation and the reason, however much there is to say', () => {
    const lanes = ['py-threads', 'py-processes', 'py-thread-pool', 'py-process-pool', 'py-interpreters'];
    const notTold = lanes.map((lane, place) =>
      ranked(lane, undefined, `${place}: ${'no room is left for it '.repeat(9)}`),
    );
    const warnings = [1, 2].map((of) => ({
      id: 'machine-busy' as const,
      advice: '',
      message: `other programs ${of} ${'were busy '.repeat(40)}`,
    }));
    const lines = shortAnswerLines({ ...decided, notTold, warnings });
    expect(lines[0]).toMatch(/^Use thread-pool/);
    expect(lines.some((line) => line.startsWith('Why: '))).toBe(true);
    expect(lines.join('\n')).not.toContain('Careful: ');
    expect(answerLines({ ...decided, notTold, warnings }).join('\n')).toContain('Careful: ');
  });
});
