import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { lessonOf } from '../../src/tasks/workload.ts';
import { endless, type Script } from './scripted-session.ts';
import { first, patience, sees, show } from './shown-app.tsx';

describe('the size of the terminal', () => {
  test('may become as small as 1x1 and grow again', async () => {
    const shown = show({ script: endless, columns: 160, rows: 48 });
    await sees(shown, 'running 6 of 6');
    shown.terminal.resize(20, 5);
    await sees(shown, 'need 40x8');
    await sees(shown, 'have 20x5');
    shown.terminal.resize(1, 1);
    await sees(shown, /^.$/);
    shown.terminal.resize(160, 48);
    await sees(shown, /sequential.*promises.*threads/);
    await sees(shown, /running 6 of 6, together.*\n1-6 scenario/);
  });

  test('may be anything', async () => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6');
    const sizes = [1, 2, 3, 5, 8, 13, 21, 34, 40, 60, 79, 120, 200].flatMap((columns) =>
      [1, 2, 3, 7, 8, 9, 15, 16, 24, 48, 60].map((rows) => [columns, rows] as const),
    );
    for (const [columns, rows] of sizes) {
      shown.terminal.resize(columns, rows);
      if (columns < 40 || rows < 8) {
        await sees(shown, /^(lanes needs|lanes|too small|~|too~|to~|t~)/);
      } else {
        await sees(shown, /^lanes /);
        await vi.waitFor(
          () => expect(shown.terminal.rows()[rows >= 16 ? rows - 2 : rows - 1]).toMatch(/^running 6 of 6/),
          patience,
        );
      }
    }
  }, 60_000);

  test('says which panes are shown where there is no room for all', async () => {
    const shown = show({ script: endless, columns: 40, rows: 16 });
    await sees(shown, '▶ sequential');
    expect(shown.terminal.text()).not.toContain('threads');
    shown.terminal.press('\t\t');
    await sees(shown, '▶ threads');
    expect(shown.terminal.text()).not.toContain('sequential ─');
  });

  test('runs rounds for a verdict with a key, in shuffled order but in the same panes', async () => {
    const shown = show({ script: (lane) => lasting(lane === 'promises' ? 10 : 20), columns: 160 });
    await sees(shown, 'done in');
    shown.terminal.press('n');
    await sees(shown, /done in .* 5 rounds/);
    // The verdict comes from a thread, a moment later.
    await sees(shown, 'best: promises');
    const text = shown.terminal.text();
    expect(text).toMatch(/2\.00× \(2\.00-2\.00\) · simplest/);
    expect(text).toMatch(/1\.00× \(1\.00-1\.00\)/);
    expect(text.match(/✓ median 0\.0[12] s/g)).toHaveLength(6);
    expect(text.match(/All tasks completed! \(round 5\)/g)).toHaveLength(6);
    const { lanes } = shown.controller.picture.standing;
    expect(lanes.map(({ name }) => name)).toEqual(lessonOf(first).models['node']);
    shown.terminal.press('nnn');
    await vi.waitFor(() => expect(shown.stage.plans.map(({ rounds }) => rounds).at(-1)).toBe(1), patience);
    expect(shown.stage.plans[1]?.rounds).toBe(5);
  });
});

/** A run in which every task takes `ms` by its own account, and no time at all. */
function lasting(ms: number): ReturnType<Script> {
  const at = ms * 1_000;
  const result = { preview: '1', digest: '1' };
  const events: RunEvent[] = [0, 1].flatMap((task): RunEvent[] => [
    { type: 'task-started', at: 0, worker: 'w', task },
    { type: 'task-finished', at, worker: 'w', task, result },
  ]);
  const all: RunEvent[] = [...events, { type: 'run-finished', at, end: 'finished' }];
  return all.map((event) => ({ afterMs: 1, event }));
}
