import { expect, test } from 'vitest';
import { fold } from '../../../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../../../src/engine/lane/lane.ts';
import { planOf } from '../../../src/engine/plan.ts';
import type { EventOf, RunEvent } from '../../../src/engine/protocol.ts';
import { sessionAdvice } from '../../../src/engine/report/advice.ts';
import { formats } from '../../../src/engine/report/formats.ts';
import { judgedRuns } from '../../../src/engine/session/counted.ts';
import { terminalWidth, widthOf } from '../../../src/engine/text/width.ts';
import { sessionOf } from '../../lanes.ts';
import { scriptedLane } from '../measure/lanes.ts';
import { environment, ownScenario, reportOn } from './reports.ts';

const specs = [0, 1].map((id) => ({
  id,
  task: 'default',
  module: 'file:///home/me/resize.ts',
  label: `resize ${id + 1}`,
  input: null,
}));

/** A lane of a user's file that has finished, with the results of its two tasks as the runner told them. */
function ownLane(name: string, results: readonly [Told, Told]): Lane {
  const started = { worker: 'w', kind: 'loop', pid: 1, askedAt: 0 } as const;
  return fold(newLane(name, specs), [
    { type: 'run-started', at: 0, protocol: 2, model: name, pid: 1, epoch: '1', runtime: 'node 24.0.0' },
    { type: 'worker-started', at: 0, ...started },
    ...specs.flatMap(({ id: task }): RunEvent[] => [
      { type: 'task-started', at: task * 50_000, worker: 'w', task },
      { type: 'task-finished', at: task * 50_000 + 50_000, worker: 'w', task },
    ]),
    ...results.map((told, task): RunEvent => ({ type: 'task-result', at: task * 50_000 + 50_010, task, ...told })),
    { type: 'run-finished', at: 101_000, end: 'finished', checkCpuUs: 7_000 },
  ]);
}

type Told = Pick<EventOf<'task-result'>, 'result' | 'differs'>;

function told(digest: string): Told {
  return { result: { preview: digest, digest } };
}

const hostile = '<script>alert(1)</script>';
const differs = { lane: 'sequential', where: '.sizes[1]', own: hostile, other: '"b"' };
const differing = () =>
  reportOn(
    [ownLane('sequential', [told('a'), told('b')]), ownLane('promises', [told('a'), { ...told('c'), differs }])],
    ownScenario,
  );

test('where results differ the report says in which task, at which place, and between which lanes', () => {
  const report = differing();
  expect(report.lanes[1]?.rounds[0]).toMatchObject({
    differs: { task: 1, label: 'resize 2', ...differs },
    tasks: [{}, { differs, returnedMs: 100.01 }],
  });
  for (const name of ['table', 'markdown', 'html'] as const) {
    const text = formats[name](report).replaceAll(/\s+/g, ' ').replaceAll('\\', '');
    expect(text).toContain('the first difference, in resize 2: .sizes[1] is');
    expect(text).toContain('under sequential');
  }
  expect(formats.html(report)).not.toContain(hostile);
});

test('a report of a user’s file has the file, its export and where its inputs are from', () => {
  const { scenario } = differing();
  expect(scenario.work).toEqual({ file: 'resize.ts', export: 'default', inputs: 'file' });
});

test('where results are not to be compared the report says so, and times count', () => {
  const same = told('not compared');
  const report = reportOn([ownLane('sequential', [same, same]), ownLane('promises', [same, same])], ownScenario);
  expect(report.results).toBe('not compared');
  expect(report.warnings.map(({ id }) => id)).not.toContain('results-differ');
  expect(report.lanes.flatMap(({ rounds }) => rounds.map(({ counts }) => counts))).toEqual([true, true]);
  for (const name of ['table', 'markdown', 'html'] as const)
    expect(formats[name](report)).toContain('results were not compared: sameResult is false');
});

test('comparing results is told apart from the run', () => {
  const [round] = differing().lanes[0]?.rounds ?? [];
  expect(round).toMatchObject({ wallMs: 101, checkCpuMs: 7 });
});

test('what the figures advise is told in every format that is read, and only of a user’s own work', () => {
  const tasks = Array.from({ length: 10 }, (_, id) => ({ id, from: id * 50, to: id * 50 + 50 }));
  const loop = { id: 'loop', kind: 'loop' as const, started: 0, cpu: 500, runQueue: 0, tasks };
  const threads = [0, 1].map((half) => ({
    id: `t${half}`,
    started: 5,
    startCpu: 5,
    cpu: 255,
    runQueue: 0,
    tasks: tasks
      .slice(half * 5, half * 5 + 5)
      .map(({ id }, place) => ({ id, from: place * 50 + 5, to: place * 50 + 55 })),
  }));
  const lanes = [
    scriptedLane('sequential', [loop], 500, 500),
    scriptedLane('promises', [loop], 500, 500),
    scriptedLane('thread-pool', threads, 260, 510),
  ];
  const report = reportOn(lanes, ownScenario);
  expect(report.advice?.map(({ id }) => id)).toEqual(['computes-on-the-loop']);
  const plan = planOf(ownScenario, { workers: 2, live: 64, seed: 1, lanes: lanes.map(({ name: lane }) => lane) });
  const session = sessionOf(lanes);
  expect(sessionAdvice(plan, session, judgedRuns(plan, session), environment)).toEqual(report.advice);
  for (const name of ['table', 'markdown', 'html'] as const) {
    const text = formats[name](report).replaceAll(/\s+/g, ' ').replaceAll('\\', '');
    expect(text).toMatch(/[Ww]hat would help.*thread-pool was 1\.92× as fast as promises; see <?https:\/\/nodejs\.org/);
  }
  for (const line of formats.table(report).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(terminalWidth);
  expect(reportOn(lanes).advice).toBeUndefined();
  expect(formats.table(reportOn(lanes))).not.toContain('what would help');
});
