import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fold } from '../../../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../../../src/engine/lane/lane.ts';
import { planOf } from '../../../src/engine/plan.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import type { Run } from '../../../src/engine/session/session.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { startRun } from '../../../src/engine/supervise/run.ts';
import { scenarios } from '../../../src/tasks/scenarios.ts';
import { isRunning } from '../../processes.ts';
import { waitFor } from '../../wait-for.ts';
import { newFile } from '../log/told.ts';

const [scenario] = scenarios;
if (scenario === undefined) throw new Error('scenarios are missing');
const guard = startGuard();
const tasks = ['a', 'b'].map((label, id) => ({ id, task: 'count', label, input: null }));

interface Watched {
  readonly run: Run;
  readonly lane: () => Lane;
  readonly events: RunEvent[];
}

/** A run of a real process that is no runner of lanes: it has `request`, `tell`, `raw` and Node's `spawn`. */
async function running(program: string, name = 'forks', startLimitMs?: number): Promise<Watched> {
  const file = newFile('runner.mjs');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
    import { openSync, writeSync } from 'node:fs';
    import { text } from 'node:stream/consumers';
    const request = JSON.parse(await text(process.stdin));
    const fd = openSync(request.events, 'w');
    const epoch = process.hrtime.bigint();
    const now = () => Number(process.hrtime.bigint() - epoch) / 1e3;
    const raw = (line) => writeSync(fd, line + '\\n');
    const tell = (type, members) => raw(JSON.stringify({ type, at: now(), ...members }));
    const begin = () => {
      tell('run-started', { protocol: 1, model: 'forks', pid: process.pid, epoch: String(epoch), runtime: 'test' });
      for (const { id } of request.tasks) tell('task-queued', { task: id });
      tell('worker-started', { worker: 'w', kind: 'loop', pid: process.pid, askedAt: 0 });
    };
    const result = { preview: '1', digest: '1' };
    ${program}`,
  );
  const events: RunEvent[] = [];
  let lane = newLane(name, tasks);
  const spec = {
    plan: planOf(scenario as NonNullable<typeof scenario>, { lanes: [name], workers: 2, live: 64, seed: 1 }),
    lane: name,
    runner: { file: process.execPath, args: [file] },
    tasks,
    guard: await guard,
    onEvents: (batch: readonly RunEvent[]) => {
      events.push(...batch);
      lane = fold(lane, batch);
    },
  };
  const run = startRun(spec, startLimitMs);
  return { run, lane: () => lane, events };
}

/** The lane once the run has ended, whose last event is its end, and its only one. */
async function ended({ run, lane, events }: Watched): Promise<Lane> {
  await run.ended;
  expect(events.filter(({ type }) => type === 'run-finished')).toHaveLength(1);
  expect(events.at(-1)?.type).toBe('run-finished');
  return lane();
}

const wellBehaved = `
  begin();
  for (const { id } of request.tasks) {
    tell('task-started', { worker: 'w', task: id });
    tell('task-finished', { worker: 'w', task: id, result });
  }
  tell('run-finished', { end: 'finished' });`;

test('a runner that behaves ends as it told', async () => {
  expect(await ended(await running(wellBehaved))).toMatchObject({ state: 'finished' });
});

test.each([
  ['starts a task twice', `tell('task-started', { worker: 'w', task: 0 });`, /task 0 was started twice/],
  ['tells of a task that there is not', `tell('task-queued', { task: 7 });`, /there is no task 7 among 2/],
  [
    'stamps what lies ahead',
    `tell('progress', { worker: 'w', task: 0, done: 1, total: 2, at: 1e12 });`,
    /in the future/,
  ],
  ['ends twice', `for (const _ of 'ab') tell('run-finished', { end: 'finished' });`, /the run ended twice/],
])('a run that %s is stopped and fails with the reason, and another goes on', async (_, program, reason) => {
  const [lying, honest] = await Promise.all([
    running(`begin(); tell('task-started', { worker: 'w', task: 0 }); ${program} setInterval(() => {}, 1e3);`),
    running(wellBehaved),
  ]);
  const lane = await ended(lying);
  expect(lane).toMatchObject({ state: 'failed' });
  expect(lane.reason).toMatch(reason);
  expect(lane.reason).toMatch(/^what it told cannot be true: /);
  expect((await ended(honest)).state).toBe('finished');
});

test('a line that is no event, or one with wrong members, is kept as output and ends nothing', async () => {
  const lane = await ended(
    await running(`raw('hello'); raw('{"type":"task-started","at":1}'); raw('{"type":"wait"'); ${wellBehaved}`),
  );
  expect(lane.state).toBe('finished');
  expect(lane.output.tail(3)).toMatchObject([
    { stream: 'stderr', text: 'in the event pipe: hello' },
    { stream: 'stderr', text: 'in the event pipe: {"type":"task-started","at":1}' },
    { stream: 'stderr', text: 'in the event pipe: {"type":"wait"' },
  ]);
});

/** A process out of the run's group, which keeps the run's streams and pipe open for longer than a test may take. */
const runaway = `
  const child = spawn('sleep', ['120'], { stdio: ['ignore', 'inherit', 'inherit', fd], detached: true });
  console.log('runaway ' + child.pid);`;

async function runawayOf(watched: Watched): Promise<number> {
  return waitFor(
    'a process to get away',
    () =>
      watched.events.flatMap((event) =>
        event.type === 'output' ? Number(/^runaway (\d+)/.exec(event.text)?.[1]) : [],
      )[0],
  );
}

test('a run ends with its process, though another keeps its streams and its pipe open', async () => {
  const watched = await running(`${runaway} ${wellBehaved}`);
  const pid = await runawayOf(watched);
  expect((await ended(watched)).state).toBe('finished');
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('a runner that is killed ends its run, with the signal, and its group with it', async () => {
  const watched = await running(`
    ${runaway}
    begin();
    const inGroup = spawn('sleep', ['120'], { stdio: ['ignore', 'inherit', 'inherit', fd] });
    tell('task-started', { worker: 'w', task: 0 });
    console.log('in the group ' + inGroup.pid);
    setInterval(() => {}, 1e3);`);
  const away = await runawayOf(watched);
  const [, own] = await waitFor('the runner to have told', () => /in the group (\d+)/.exec(linesOf(watched)));
  process.kill(await waitFor('the runner', () => watched.lane().pid), 'SIGKILL');
  const lane = await ended(watched);
  expect(lane).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/^the runner was killed by SIGKILL, with .+ under way$/),
  });
  expect(lane.tasks.at(0)).toMatchObject({ state: 'failed', error: { message: 'the runner was killed by SIGKILL' } });
  await waitFor('the group to be gone', () => !isRunning(Number(own)));
  process.kill(away, 'SIGKILL');
});

function linesOf({ lane }: Watched): string {
  return lane()
    .output.tail(100)
    .map(({ text }) => text)
    .join('\n');
}

test('a runner that told its end and does not go is ended', async () => {
  const lane = await ended(await running(`${wellBehaved} setInterval(() => {}, 1e3);`));
  expect(lane.state).toBe('finished');
});

test.each([
  [
    'sequential',
    `console.error('a hint'); throw new TypeError('not today');`,
    'exited with code 1: TypeError: not today',
  ],
  [
    'py-threads',
    `console.error('cannot load the library'); process.exit(7);`,
    'exited with code 7: cannot load the library',
  ],
  ['py-threads', `process.abort();`, 'was aborted (SIGABRT)'],
])('why a runner of %s did not start is told with the line that says it', async (name, program, how) => {
  const lane = await ended(await running(program, name));
  expect(lane).toMatchObject({ state: 'failed', reason: `the runner did not start: it ${how}` });
});

test('a runner that never tells that it started is ended, with the reason', async () => {
  const lane = await ended(await running('setInterval(() => {}, 1e3);', 'forks', 500));
  expect(lane).toMatchObject({ state: 'failed', reason: 'the runner did not start within 0.5 s' });
});
