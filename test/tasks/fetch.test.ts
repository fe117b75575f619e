import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { usablePythons } from '../pythons.ts';
import { type RunChoices, runTasks } from '../run-tasks.ts';
import { type Behaviour, behaviours, late } from './odd-answers.ts';
import { startOddServers } from './odd-servers.ts';

/** For what ends by itself, as long as a busy machine may take; for the rest as short as that is no matter. */
const longMs = 30_000;
const shortMs = 300;
/** How much later than its limit a fetch may end, on a machine that has no core for it. */
const marginMs = 15_000;

// Which certificates are trusted besides the system's.
const authorities = fileURLToPath(new URL('../fixtures/certificates/authorities.pem', import.meta.url));
process.env['NODE_EXTRA_CA_CERTS'] = authorities;
process.env['SSL_CERT_FILE'] = authorities;

const pythons = await usablePythons();
const servers = await startOddServers();
afterAll(servers.close);

function limitOf({ says }: Behaviour): number {
  return says === late ? shortMs : longMs;
}

function resultOf({ says }: Behaviour): unknown {
  if (typeof says === 'number') return { status: says };
  if (says === late) return { error: `timed out after ${shortMs} ms` };
  return { error: says instanceof RegExp ? expect.stringMatching(says) : says };
}

/** Fetches from each of these servers, in each of the lanes, and sees what is said and when. */
async function seeFetches(wanted: readonly Behaviour[], lanes: readonly string[], choices: RunChoices = {}) {
  const tasks = wanted.map((behaviour, id): TaskSpec => {
    const input = { url: servers.urlOf(behaviour), timeoutMs: limitOf(behaviour) };
    return { id, task: 'fetch-url', label: behaviour.name, input };
  });
  const run = runTasks(tasks, lanes, choices);
  await run.session.finished;
  for (const lane of lanes) {
    const { state, reason, output, tasks: done } = run.lane(lane);
    const own = output.tail(output.kept).filter(({ stream }) => stream !== 'task');
    expect([lane, state, reason, own]).toEqual([lane, 'finished', undefined, []]);
    const said = done.map(({ label, result }) => [label, JSON.parse(result?.preview ?? 'null')]);
    expect(said).toEqual(wanted.map((behaviour) => [behaviour.name, resultOf(behaviour)]));
    for (const [index, behaviour] of wanted.entries()) {
      const { startedAt = 0, finishedAt = 0 } = done.at(index) ?? {};
      expect((finishedAt - startedAt) / 1_000, behaviour.name).toBeLessThan(limitOf(behaviour) + marginMs);
    }
  }
}

describe('a fetch says of every server what it says everywhere, and within its limit,', () => {
  const asked: [runtime: string, heads: ReadonlySet<string>][] = [];
  afterEach(({ task }) => {
    asked.push([task.name, new Set(servers.requests.splice(0))]);
  });

  test('in Node, alone and beside others', () => seeFetches(behaviours, ['sequential', 'promises']), 240_000);

  test.each(pythons)(
    'in Python $version, blocking and on an event loop',
    ({ command, version }) => {
      const interpreters = { python: [{ command, tag: version }] };
      return seeFetches(behaviours, ['py-sequential', 'py-asyncio'], { interpreters });
    },
    240_000,
  );

  test('having asked for it in the same words', () => {
    const [[, inNode = new Set<string>()] = [], ...inPythons] = asked;
    expect(inNode.size).toBeGreaterThan(50);
    for (const [runtime, heads] of inPythons) expect([runtime, heads]).toEqual([runtime, inNode]);
    expect([...inNode].flatMap((head) => /Authorization: .*/.exec(head) ?? [])).toEqual([
      `Authorization: Basic ${Buffer.from('us er:p%zzé').toString('base64')}`,
      `Authorization: Basic ${Buffer.from('user:').toString('base64')}`,
    ]);
  });

  const names = ['ok', 'switched', 'cut-in-body', 'no-colon', 'slow-header', 'tls-untrusted', 'to-port-99999'];
  const some = behaviours.filter(({ name }) => names.includes(name));
  test.each([
    [['threads', 'gil-threads', 'forks', 'thread-pool', 'process-pool']],
    [['py-threads', 'py-thread-pool', 'py-processes', 'py-process-pool']],
  ])('under %s', (models) => seeFetches(some, models), 240_000);
});
