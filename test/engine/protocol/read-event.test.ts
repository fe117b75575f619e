import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../../../src/engine/lane/lane.ts';
import { readEnvironment } from '../../../src/engine/measure/environment.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { eventTypes, readEvent, readLine } from '../../../src/engine/protocol/read-event.ts';
import { RunCourse } from '../../../src/engine/protocol/run-course.ts';
import { type EventType, events, type RunEvent } from '../../../src/engine/protocol.ts';
import { json } from '../../../src/engine/report/format.ts';
import { reportOf } from '../../../src/engine/report/report-of.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import { sessionOf } from '../../lanes.ts';
import { validReport } from '../../valid-json.ts';
import { anyEvent } from '../log/arbitrary-events.ts';

test('reads an event back from its line', () => {
  const event = { type: 'progress', at: 12, worker: 't1', task: 0, done: 1, total: 2 };
  expect(readLine(JSON.stringify(event))).toEqual([event]);
});

test('reads what one line tells of many tasks as an event of each', () => {
  expect(readLine('{"type":"tasks-queued","at":3,"tasks":[0,2]}')).toEqual([
    { type: 'task-queued', at: 3, task: 0 },
    { type: 'task-queued', at: 3, task: 2 },
  ]);
  expect(readLine('{"type":"tasks-ran","worker":"a","tasks":[[0,4,5],[2,6,7,5,8]]}')).toEqual([
    { type: 'task-started', at: 4, worker: 'a', task: 0 },
    { type: 'task-finished', at: 5, worker: 'a', task: 0 },
    { type: 'task-started', at: 6, worker: 'a', task: 2, sentAt: 5, inputBytes: 8 },
    { type: 'task-finished', at: 7, worker: 'a', task: 2 },
  ]);
});

test('takes every event that a run may tell for what it is', () => {
  fc.assert(fc.property(anyEvent, (event) => void expect(readEvent(event)).toBe(event)));
});

test('the tests know every event that there is', () => {
  const generated = new Set(fc.sample(anyEvent, 2_000).map(({ type }) => type));
  expect([...generated].toSorted()).toEqual([...eventTypes].toSorted());
});

test('leaves out what an event need not have, as it could pass for what lanes itself knows', () => {
  const event = { type: 'worker-started', at: 1, worker: 'a', kind: 'thread', pid: 1, askedAt: 0 };
  expect(readEvent({ ...event, exitedAt: 'never', ['__proto__']: { usage: 1 } })).toEqual(event);
});

test('reads progress that is no number as 0', () => {
  const event = { type: 'progress', at: 1, worker: 'a', task: 0, done: null, total: 7 };
  expect(readEvent(event)).toEqual({ ...event, done: 0 });
});

const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

test.each([
  '',
  'rubbish',
  '[]',
  'null',
  '42',
  '{"at":1}',
  '{"type":"no-such-event","at":1}',
  '{"type":"constructor","at":1}',
  '{"type":"wait"}',
  '{"type":"task-queued","at":1,"task":-1}',
  '{"type":"task-queued","at":1,"task":1.5}',
  '{"type":"task-queued","at":1e999,"task":1}',
  '{"type":"task-queued","at":null,"task":1}',
  '{"type":"tasks-queued","at":1,"tasks":[0,-1]}',
  '{"type":"tasks-queued","at":1,"tasks":7}',
  '{"type":"tasks-ran","tasks":[[0,1,2]]}',
  '{"type":"tasks-ran","worker":"a","tasks":[[0,1]]}',
  '{"type":"tasks-ran","worker":"a","tasks":[[0,1,2],[0.5,1,2]]}',
  '{"type":"run-started","at":0,"protocol":1,"model":"a","pid":1,"epoch":"tomorrow","runtime":"node"}',
  '{"type":"output","at":0,"stream":"task","worker":"a","task":0}',
  '{"type":"task-failed","at":0,"task":0,"error":{"name":"Error"}}',
  '{"type":"task-finished","at":0,"worker":"a","task":0,"result":[]}',
  `{"type":"task-finished","at":0,"worker":"a","task":0,"result":{"preview":"","digest":""},"measured":${nested}}`,
])('takes %.90s for no event', (line) => {
  expect(readLine(line)).toBeUndefined();
});

const [scenario] = scenarios;
if (scenario === undefined) throw new Error('scenarios are missing');
const plan = planOf(scenario, { lanes: ['threads'], workers: 2, live: 64, seed: 1 });
const specs = ['a', 'b'].map((label, id) => ({ id, task: 'count', label, input: null }));

const begun: readonly RunEvent[] = [
  { type: 'run-started', at: 0, protocol: 1, model: 'threads', pid: 1, epoch: '1', runtime: 'node 24' },
  { type: 'task-queued', at: 0, task: 0 },
  { type: 'worker-started', at: 1, worker: 'a', kind: 'thread', pid: 1, askedAt: -1 },
  { type: 'task-started', at: 2, worker: 'a', task: 0 },
];

/** Values that some member of some event accepts, and others. */
const anyMember = fc.oneof(
  fc.nat({ max: 3 }),
  fc.constantFrom('a', 'b', 'run', 'thread', 'process', 'task', 'io', 'finished', '7', true, '__proto__'),
  fc.double(),
  fc.maxSafeInteger(),
  fc.jsonValue(),
  fc.record({ preview: fc.jsonValue(), digest: fc.string() }),
  fc.record({ name: fc.string(), message: fc.jsonValue() }),
);

/** A line of an event of a real type, whose members are there or not, and right or wrong. */
const anyLine = fc
  .constantFrom<EventType>(...eventTypes)
  .chain((type) => {
    const members = Object.fromEntries(Object.keys(events[type]).map((name) => [name, anyMember]));
    const likely = { at: fc.oneof(fc.nat({ max: 9 }), anyMember), worker: fc.oneof(fc.constant('a'), anyMember) };
    return fc.record({ type: fc.constant(type), ...members, ...likely }, { requiredKeys: ['type'] });
  })
  .map((event) => JSON.stringify(event));

function foldLines(lines: readonly string[]): Lane {
  const course = new RunCourse(specs.length);
  let lane = newLane('threads', specs);
  for (const event of [...begun, ...lines.flatMap((line) => readLine(line) ?? [])]) {
    if (course.contradictionIn(event, 1e9) === undefined) lane = fold(lane, [event]);
  }
  return fold(lane, [{ type: 'run-finished', at: 1e9, end: 'failed' }]);
}

test('never throws, whatever a task wrote into the pipe, and a report can be made of it', () => {
  const written = fc.array(fc.oneof({ weight: 20, arbitrary: anyLine }, fc.string(), fc.json()), { maxLength: 30 });
  fc.assert(
    fc.property(written, (lines) => {
      validReport(json(reportOf(plan, sessionOf([foldLines(lines)]), readEnvironment())));
    }),
    { numRuns: 300 },
  );
});
