import { describe, expect, test, vi } from 'vitest';
import { lessonOf } from '../../src/tasks/workload.ts';
import { endless, printing } from './scripted-session.ts';
import { first, patience, sees, show, twoCores } from './shown-app.tsx';

describe('the dashboard', () => {
  test('shows a pane for each model, and what it printed, at 80x24', async () => {
    const shown = show();
    await sees(shown, 'done in');
    const text = shown.terminal.text();
    for (const model of lessonOf(first).models['node'] ?? []) expect(text).toContain(`${model} `);
    expect(text).toContain('▶ sequential');
    expect(text.match(/✓ finished/g)).toHaveLength(6);
    expect(text.match(/All tasks completed!/g)).toHaveLength(6);
    expect(text).toContain('the baseline');
    expect(text).toMatch(/\d\.\d\d× as fast as sequential/);
    expect(text).toContain('[1 interleave]');
    expect(text).toContain('2 tasks, delay 0.5 s');
    expect(shown.terminal.rows()).toHaveLength(24);
    expect(shown.terminal.isAlternate).toBe(true);
  });

  test('switches scenarios by number, and stops the one before', async () => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6, together');
    shown.terminal.press('3');
    await sees(shown, /\[3 count\][\s\S]*Tasks that only compute/);
    await sees(shown, 'running 1 of 6, in turn · 10 tasks, size 800M');
    expect(shown.stage.plans.map(({ scenario }) => scenario.id)).toEqual(['interleave', 'count']);
    expect(shown.stage.mostLive).toBe(1);
  });

  test('runs the work that it is given, also without a lesson', async () => {
    const { lesson: _, ...other } = { ...first, id: 'mine', accepts: ['sequential', 'threads'] };
    const shown = show({ work: [other, first] });
    await sees(shown, 'done in');
    expect(shown.terminal.rows()[0]).toMatch(/^lanes {2}\[1 mine\] {2}2 interleave$/);
    expect(shown.terminal.text()).toMatch(/Duration: \d\.\d\d seconds/);
    expect(shown.terminal.text()).toContain('1-2 scenario');
    shown.terminal.press('32');
    await sees(shown, '[2 interleave]');
  });

  test('never runs two sessions at a time, however fast the keys are', async () => {
    const shown = show({ script: endless, stopMs: 20 });
    await sees(shown, 'running 6 of 6');
    shown.terminal.press('2341rr+++');
    shown.terminal.press('234123411234r');
    await sees(shown, /\[4 fetch\]/);
    await vi.waitFor(() => expect(shown.stage.plans.at(-1)?.scenario.id).toBe('fetch'), patience);
    await sees(shown, 'running 1 of 6, in turn · 24 tasks');
    expect(shown.stage.mostLive).toBe(1);
    expect(shown.stage.plans.length).toBeLessThan(5);
    await shown.close();
    expect(shown.stage.live).toBe(0);
  });

  test('zooms the focused pane and leaves it again', async () => {
    const shown = show();
    await sees(shown, 'done in');
    shown.terminal.press('\t');
    await sees(shown, '▶ promises');
    shown.terminal.press('z');
    await sees(shown, 'all tasks at once on one event loop');
    await sees(shown, /w2 +thread +4000 +2 +3\.0 ms/);
    shown.terminal.press('\u001b');
    await sees(shown, 'sequential');
    expect(shown.terminal.text()).toContain('▶ promises');
  });

  test('scrolls back in the zoomed pane', async () => {
    const shown = show({ script: printing(60, 1) });
    await sees(shown, 'done in');
    shown.terminal.press('z');
    await sees(shown, 'of 120');
    shown.terminal.press('g');
    await sees(shown, /lines 1-\d+ of 120 · G: newest/);
    await sees(shown, 'line 0 of task 0');
    shown.terminal.press('\u001b[6~');
    await sees(shown, /lines [2-9]-?\d*-\d+ of 120/);
    shown.terminal.press('G');
    await sees(shown, /-120 of 120 ═/);
  });

  test('stands still while frozen, and goes on', async () => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6');
    shown.terminal.press(' ');
    await sees(shown, 'FROZEN');
    shown.stage.tell('threads', [{ type: 'output', at: 1, stream: 'task', task: 0, text: 'while frozen' }]);
    const told = () => shown.controller.store.snapshot()?.lanes.flatMap(({ output }) => output.tail(9)) ?? [];
    await vi.waitFor(() => expect(told().map(({ text }) => text)).toContain('while frozen'), patience);
    shown.terminal.press('\t');
    await sees(shown, '▶ promises');
    expect(shown.terminal.text()).not.toContain('while frozen');
    shown.terminal.press(' ');
    await sees(shown, 'while frozen');
    expect(shown.terminal.text()).not.toContain('FROZEN');
  });

  test('stops the focused lane with x and all with X', async () => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6');
    shown.terminal.press('\u001b[C');
    await sees(shown, '▶ promises');
    shown.terminal.press('x');
    await sees(shown, /promises .*■ stopped/);
    await sees(shown, 'running 5 of 6');
    shown.terminal.press('X');
    await sees(shown, 'done in');
    expect(shown.stage.stops).toEqual(['promises', undefined]);
  });

  test('stops what is not started yet, because the session before has not ended', async () => {
    const shown = show({ script: endless, stopMs: 200 });
    await sees(shown, 'running 6 of 6');
    shown.terminal.press('rX');
    await sees(shown, 'done in');
    expect(shown.terminal.text().match(/■ stopped/g)).toHaveLength(6);
    expect(shown.stage.plans).toHaveLength(2);
  });

  test('runs again with more tasks, another delay, another order', async () => {
    const shown = show({ script: endless });
    await sees(shown, '2 tasks, delay 0.5 s');
    shown.terminal.press('+');
    await sees(shown, '3 tasks, delay 0.5 s');
    shown.terminal.press(']');
    await sees(shown, '3 tasks, delay 1 s');
    shown.terminal.press('o');
    await sees(shown, 'running 1 of 6, in turn');
    shown.terminal.press('-[');
    await sees(shown, '2 tasks, delay 0.5 s');
    await vi.waitFor(
      () => expect(shown.stage.plans.at(-1)?.parameters).toMatchObject({ tasks: 2, delayMs: 500 }),
      patience,
    );
  });

  test('has a help made from the keymap', async () => {
    const shown = show();
    shown.terminal.press('?');
    await sees(shown, 'run the lanes together or in turn');
    shown.terminal.press('?');
    await sees(shown, '▶ sequential');
  });

  test.each([
    ['q', false],
    ['\u0003', true],
  ])('leaves with %j, and gives the terminal back', async (key, interrupted) => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6');
    expect(shown.terminal.isRaw).toBe(true);
    shown.terminal.press(key);
    await vi.waitFor(() => expect(shown.terminal.isAlternate).toBe(false), patience);
    expect(shown.left()).toBe(interrupted);
    expect(shown.terminal.isRaw).toBe(false);
    expect(shown.terminal.written.endsWith('\u001b[?25h') || shown.terminal.written.includes('\u001b[?25h')).toBe(true);
    await shown.controller.store.close();
    expect(shown.stage.live).toBe(0);
  });

  test.each(['q\r', 'q1', '\u0003r', 'qq'])('obeys nothing after it was told to quit, as in %j', async (keys) => {
    const shown = show();
    await sees(shown, 'done in');
    const { session } = shown.controller.picture.standing;
    shown.terminal.press(keys);
    await vi.waitFor(() => expect(shown.left()).toBeDefined(), patience);
    await shown.close();
    expect(shown.stage.plans).toHaveLength(1);
    expect(shown.controller.store.snapshot()?.session).toBe(session);
    expect(shown.left()).toBe(keys.startsWith('\u0003'));
  });

  test.each([
    [80, 24, /^! 2 cores can be seen, but the quota allows 1\.5: .*$/],
    [80, 12, /^done in \S+ s, together · 1 warning/],
  ])('tells at %ix%i what there is to beware of, once all is over', async (columns, rows, told) => {
    let script = printing(3, 10);
    const environment = { ...twoCores, quota: 1.5 };
    const shown = show({ columns, rows, environment, script: (...run) => script(...run) });
    await sees(shown, 'done in');
    const screen = shown.terminal.rows();
    expect(screen).toHaveLength(rows);
    expect(screen.find((row) => told.test(row))).toBeDefined();
    expect(screen[0]).toMatch(/^lanes/);
    expect(screen.at(rows < 16 ? -1 : -2)).toMatch(/^done in/);
    expect(screen.every((row) => row.length <= columns)).toBe(true);
    script = endless;
    shown.terminal.press('r');
    await sees(shown, 'running 6 of 6');
    expect(shown.terminal.text()).not.toMatch(/quota|warning/);
  });

  test('shows the reason where a session cannot go on', async () => {
    const shown = show({
      script: () => {
        throw new Error('no server to be had');
      },
    });
    await sees(shown, '✗ no server to be had');
    await sees(shown, '6 failed');
  });

  test('lets no output move the cursor or change the colours', async () => {
    const shown = show({ script: endless });
    await sees(shown, 'running 6 of 6');
    const text = 'before\u001b[2J\u001b[1;1Hafter\u001b]0;title\u0007\u001b[41m 世界';
    shown.stage.tell('sequential', [{ type: 'output', at: 1, stream: 'task', task: 0, text }]);
    await sees(shown, 'beforeafter 世界');
    expect(shown.terminal.rows()[0]).toMatch(/^lanes/);
    expect(shown.terminal.written).not.toContain('\u001b[41m');
    expect(shown.terminal.written).not.toContain('title');
  });

  test('is readable without colours, and writes none', async () => {
    const shown = show({ colour: false });
    await sees(shown, 'done in');
    const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`);
    expect(shown.terminal.written).not.toMatch(colours);
    expect(shown.terminal.text()).toContain('[1 interleave]');
    expect(shown.terminal.text()).toContain('✓ finished');
  });
});
