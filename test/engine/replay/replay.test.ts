import { describe, expect, test } from 'vitest';
import { openLog } from '../../../src/engine/log/log.ts';
import { recording } from '../../../src/engine/log/record.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { Replay } from '../../../src/engine/replay/replay.ts';
import { maxSpeed } from '../../../src/engine/replay/speed.ts';
import { json } from '../../../src/engine/report/format.ts';
import { reportOf } from '../../../src/engine/report/report-of.ts';
import { foldingListener } from '../../../src/engine/session/folding.ts';
import type { Start } from '../../../src/engine/session/session.ts';
import { newSession } from '../../../src/engine/session/session-state.ts';
import { startSession } from '../../../src/engine/session/start-session.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { preparing } from '../../../src/engine/supervise/prepare.ts';
import { scenarioOf } from '../../lanes.ts';
import { validReport } from '../../valid-json.ts';
import { waitFor } from '../../wait-for.ts';
import { changed, environment, listening, newFile, plan, record, runOf, type Told } from '../log/told.ts';

/** A replay on a clock that stands still until it is set. */
async function replayOf(file: string, speed = 1) {
  const wall = { ms: 0 };
  const replay = new Replay(await openLog(file), { speed, wall: () => wall.ms });
  return { wall, replay };
}

/** The session of a recording begins at 1,000 ms on its clock. */
function beginningAt1000(text: string): string {
  return text
    .replace(/"startedAt":"\d+"/, '"startedAt":"1000000000"')
    .replaceAll(/"starting":"\d+"/g, '"starting":"1000000000"')
    .replace(/"ended":"\d+"/, '"ended":"1300000000"');
}

const run = [...runOf('sequential', 1_050, [10, 20]), ...runOf('threads', 1_150, [5, 50])];

describe('a replay', () => {
  test('tells what was told, in its order, and the same again', async () => {
    const { replay } = await replayOf(await record(run), maxSpeed);
    for (const _ of [1, 2]) {
      const { listener, told, begun } = listening();
      await replay.start(replay.plan, listener).finished;
      expect(told).toEqual(run);
      expect(begun).toHaveLength(1);
    }
    expect(replay.interruptedAt).toBeUndefined();
  });

  test('fails the lane that told what cannot be true, and plays the others', async () => {
    const twice = run.flatMap((told): Told[] =>
      told[0] === 'threads' && 'type' in told[1] && told[1].type === 'task-started' ? [told, told] : [told],
    );
    const { replay } = await replayOf(await record(twice), maxSpeed);
    const { listener, told } = listening();
    await replay.start(replay.plan, listener).finished;
    const ends = told.flatMap(([lane, what]) => ('type' in what && what.type === 'run-finished' ? [[lane, what]] : []));
    expect(ends).toEqual([
      ['sequential', expect.objectContaining({ end: 'finished' })],
      [
        'threads',
        {
          type: 'run-finished',
          at: 500,
          end: 'failed',
          reason: 'what it told cannot be true: task 0 was started twice, or after its end',
        },
      ],
    ]);
  });

  test('plays each event at its stamp, on the clock of its run', async () => {
    const { wall, replay } = await replayOf(changed(await record(run), beginningAt1000), 2);
    const { listener, told } = listening();
    const session = replay.start(replay.plan, listener);
    const printed = () => told.flatMap(([, event]) => ('text' in event ? [event.text] : []));
    expect(replay.now()).toBe(1_000);
    await waitFor('the start of the first lane', () => told.length === 1);
    wall.ms = 30;
    await waitFor('the first line', () => printed().length === 1);
    expect(replay.now()).toBe(1_060);
    wall.ms = 80;
    await waitFor('all but the last line', () => printed().length === 3);
    expect(replay.now()).toBe(1_160);
    wall.ms = 1_000;
    await session.finished;
    expect(printed()).toEqual(['at 10', 'at 20', 'at 5', 'at 50']);
    expect(replay.now()).toBe(1_300);
  });

  test('steps through the events while it is paused', async () => {
    const { replay } = await replayOf(await record(run));
    const { listener, told } = listening();
    const session = replay.start(replay.plan, listener);
    replay.togglePause();
    const before = told.length;
    for (let steps = 1; before + steps <= run.length; steps += 1) {
      replay.step();
      await waitFor(`step ${steps}`, () => told.length === before + steps);
    }
    replay.step();
    await session.finished;
    expect(told).toEqual(run);
  });

  test('stops at once, also while paused, and leaves no lane that seems to run', async () => {
    const { replay } = await replayOf(changed(await record(run), beginningAt1000));
    const { listener, told } = listening();
    const session = replay.start(replay.plan, listener);
    replay.togglePause();
    session.stop();
    await session.finished;
    const ends = told.flatMap(([lane, event]): Told[] =>
      'type' in event && event.type === 'run-finished' ? [[lane, event]] : [],
    );
    expect(ends).toEqual(plan.lanes.map((lane) => [lane, { type: 'run-finished', at: 0, end: 'stopped' }]));
  });

  test('says that a recording was interrupted, and ends what had not ended', async () => {
    const cut = (text: string) => text.slice(0, text.lastIndexOf('{"lane":"threads"'));
    const { replay } = await replayOf(changed(await record(run), cut), maxSpeed);
    const { listener, told } = listening();
    await replay.start(replay.plan, listener).finished;
    expect(told.at(-1)).toEqual([
      'threads',
      { type: 'run-finished', at: 50_000, end: 'stopped', reason: 'the recording was interrupted' },
    ]);
    expect(replay.interruptedAt).toBe(run.length);
  });

  test('comes to an end although its stamps lie in another time than its epochs', async () => {
    const { replay } = await replayOf(changed(await record(run), (text) => text.replaceAll('"epoch":"1', '"epoch":"')));
    const { listener, told } = listening();
    const session = replay.start(replay.plan, listener);
    replay.togglePause();
    for (let steps = 0; steps <= run.length + 1; steps += 1) replay.step();
    await session.finished;
    expect(told).toHaveLength(run.length);
  });
});

/** The report of one session, as text. */
async function reportedBy(start: Start, of: Plan): Promise<string> {
  let session = newSession(of.lanes, 2);
  const listener = foldingListener((change) => {
    session = change(session);
  });
  await start(of, listener).finished;
  const report = json(reportOf(of, session, environment));
  validReport(report);
  return report;
}

test.each([
  ['interleave', { delayMs: 2 }],
  ['count', { size: 1_000, tasks: 3 }],
  ['count', { size: 1_000, tasks: 2, rounds: 5 }],
])('the replay of a real run of %s gives the report of that run', async (id, amounts) => {
  const lanes = ['promises', 'threads', 'process-pool'];
  const real = planOf(scenarioOf(id), { lanes, workers: 2, live: 64, seed: 1, ...amounts });
  const file = newFile();
  const prepare = preparing(startGuard());
  const recorded = recording((given, listener) => startSession(given, prepare, listener), file, environment);
  const live = await reportedBy(recorded.start, real);
  const { replay } = await replayOf(file, maxSpeed);
  expect(await reportedBy(replay.start, replay.plan)).toBe(live);
  expect(await reportedBy(replay.start, replay.plan)).toBe(live);
});
