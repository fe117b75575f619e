import { describe, expect, test, vi } from 'vitest';
import type { Standing } from '../../src/ui/picture.ts';
import { endless, printing, type Script } from './scripted-session.ts';
import { patience, type Shown, sees, show } from './shown-app.tsx';

const lanes = ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'];

const quick = computing(10);
const slow = computing(100);

/** Both tasks at once are faster than one after the other, but for the lane that is far behind. */
const oneBehind: Script = (lane, tasks, plan) => (lane === 'forks' ? slow : quick)(lane, tasks, plan);

/** Tasks of so many ms that keep a core busy. */
function computing(ms: number): Script {
  return (...run) => {
    const printed = printing(1, ms)(...run);
    const afterMs = printed.at(-1)?.afterMs ?? 0;
    const at = afterMs * 1_000;
    const used = (when: number, cpuUs: number) =>
      ({ type: 'usage', at: when, worker: 'run', of: 'process', cpuUs }) as const;
    const before = { afterMs: 0, event: used(0, 0) };
    return [before, ...printed.slice(0, -1), { afterMs, event: used(at, at) }, ...printed.slice(-1)];
  };
}

/** Presses the key once the first session is over. */
async function decide(shown: Shown): Promise<void> {
  await sees(shown, 'done in');
  shown.terminal.press('d');
  await sees(shown, 'deciding: ');
}

function standingOf({ controller }: Shown): Standing {
  const standing = controller.store.snapshot();
  if (standing === undefined) throw new Error('nothing was run');
  return standing;
}

describe.each([
  [80, 24],
  [160, 48],
])('a decision at %ix%i', (columns, rows) => {
  test('shows its race live with the lanes that are out, and then the answer', async () => {
    let begun = 0;
    const shown = show({
      columns,
      rows,
      // In its second round the race waits for the key that ends it.
      script: (lane, tasks, plan) => {
        if (plan.rounds > 1) begun += 1;
        return (begun > 5 ? endless : oneBehind)(lane, tasks, plan);
      },
    });
    await decide(shown);
    await sees(shown, /deciding: round 2, at most \d+ s left/);
    await sees(shown, /out: takes \d+\.\d× as long/);
    for (const lane of lanes) expect(shown.terminal.text()).toContain(lane);
    shown.terminal.press('X');
    await sees(shown, /decided in \S+ s · Use promises: 1\.33x as fast as sequential/);
    await sees(shown, /out: takes \d+\.\d× as long/);
    await sees(shown, 'use · 1.33×');
    const screen = shown.terminal.rows();
    expect(screen).toHaveLength(rows);
    expect(screen.every((row) => row.length <= columns)).toBe(true);
    expect(shown.stage.mostLive).toBe(1);
    expect(shown.stage.plans.slice(1).every(({ order }) => order === 'in-turn')).toBe(true);
  });
});

test('the answer of a decision is read whole on a screen of its own, which the hints tell of', async () => {
  const shown = show({ script: oneBehind });
  await sees(shown, 'done in');
  expect(shown.terminal.text()).not.toContain('a answer');
  await decide(shown);
  await sees(shown, 'a answer');
  shown.terminal.press('a');
  await sees(shown, 'The answer will stand here.');
  await sees(shown, /║ Use promises: 1\.33x[\s\S]*Slower:\s+[║ ]*sequential, forks[\s\S]*Why: /);
  shown.terminal.press('\u001b');
  await sees(shown, '▶ sequential');
  shown.terminal.press('ar');
  await sees(shown, 'done in');
  expect(shown.terminal.text()).toContain('▶ sequential');
});

test('a lane tells its place in a zoomed pane too', async () => {
  const shown = show({ script: oneBehind });
  await decide(shown);
  await sees(shown, 'decided in');
  shown.terminal.press('z');
  await sees(shown, 'lines 1-2 of 2');
  await sees(shown, /╚═ [a-z ]+ · the baseline ═/);
});

test.each(['x', 'X'])('a decision is ended by %s with the answer so far', async (key) => {
  let script = quick;
  const shown = show({ script: (...run) => script(...run) });
  await sees(shown, 'done in');
  script = endless;
  shown.terminal.press('d');
  await sees(shown, /sequential .*running/);
  shown.terminal.press(key);
  await sees(shown, /decided in \S+ s · No recommendation: it was ended before/);
  expect(shown.stage.live).toBe(0);
});

test('a decision that is stopped before its first session begins comes to an answer', async () => {
  const shown = show({ script: endless, stopMs: 200 });
  await sees(shown, 'running 6 of 6');
  shown.terminal.press('dX');
  await sees(shown, /decided in \S+ s · No recommendation: /);
});

test('another start ends a decision, and nothing of it goes on', async () => {
  const shown = show({ script: endless, stopMs: 20 });
  await sees(shown, 'running 6 of 6');
  shown.terminal.press('d');
  await sees(shown, 'deciding: first look');
  await vi.waitFor(() => expect(shown.stage.plans).toHaveLength(2), patience);
  shown.terminal.press('3');
  await sees(shown, 'running 1 of 6, in turn');
  const started = () => shown.stage.plans.map(({ scenario }) => scenario.id);
  await vi.waitFor(() => expect(started()).toEqual(['interleave', 'interleave', 'count']), patience);
  expect(standingOf(shown).decision).toBeUndefined();
  expect(shown.stage.mostLive).toBe(1);
  expect(shown.terminal.text()).not.toContain('a answer');
});

test('a decision that is left has the answer so far', async () => {
  let script = quick;
  const shown = show({ script: (...run) => script(...run) });
  await sees(shown, 'done in');
  script = endless;
  shown.terminal.press('d');
  await sees(shown, /sequential .*running/);
  await shown.close();
  expect(shown.stage.live).toBe(0);
  expect(standingOf(shown).decision).toMatchObject({
    type: 'decided',
    answer: { decision: { use: null, isInterrupted: true } },
  });
});

test('a decision whose sessions cannot go on tells the reason', async () => {
  let script = quick;
  const shown = show({ script: (...run) => script(...run) });
  await sees(shown, 'done in');
  script = () => {
    throw new Error('no server to be had');
  };
  shown.terminal.press('d');
  await sees(shown, '✗ no server to be had');
  await sees(shown, /^not decided: .*no server to be had/m);
  shown.terminal.press('a');
  await sees(shown, /║ not decided: .*no server to be had/);
});
