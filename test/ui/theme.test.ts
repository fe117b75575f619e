import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../src/engine/plan.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import type { Frame } from '../../src/ui/picture.ts';
import { helpText } from '../../src/ui/screens/help.ts';
import { paneText } from '../../src/ui/screens/lane-pane.ts';
import { zoomText } from '../../src/ui/screens/zoom-pane.ts';
import { initialState } from '../../src/ui/state.ts';
import { themeFor } from '../../src/ui/theme.ts';
import { headerRows, noticeRows, statusRows } from '../../src/ui/widgets/bars.ts';
import { scenarioOf, sessionOf } from '../lanes.ts';

import { expectSize, hostileText, plain, props, someLane, textOf, theme } from './boxes.ts';

const interleave = scenarioOf('interleave');
const choices = { workers: 2, live: 64, seed: 1 };

/** A replay before its first event. */
const frame: Frame = {
  state: initialState(interleave, choices),
  standing: { plan: planOf(interleave, choices), session: sessionOf([]), lanes: [], now: 0, startedAt: 0 },
  replay: { file: 'run.log', speed: 0.5, isPaused: false },
};

describe('in ASCII', () => {
  const ascii = /^[\x20-\x7e\n]*$/;

  test('a pane has nothing else, and its size, whatever is printed in it', () => {
    const size = { width: fc.integer({ min: 36, max: 120 }), height: fc.integer({ min: 6, max: 40 }) };
    fc.assert(
      fc.property(someLane, fc.record(size), hostileText, (lane, { width, height }, text) => {
        const more = { width, height, closing: `${text} 1.5× …`, speed: `2.00× · ${text}`, remark: text };
        const boxes = [
          paneText(props(lane, more)),
          zoomText({ ...props(lane, more), width, height, end: 'newest', tables: 0, cores: 2 }),
        ];
        for (const box of boxes) {
          expectSize(box, width, height);
          expect(textOf(box)).toMatch(ascii);
        }
      }),
    );
  });

  test.each([
    ['Hashed: 1f3a… 1.92× in 3 µs', 'Hashed: 1f3a~ 1.92x in 3 us'],
    ['Gr\u00fc\u00dfe, na\u00efve \u2013 \u201cquoted\u201d', 'Gru?e, naive - "quoted"'],
    ['世界', '????'],
  ])('%j is written as %j', (text, written) => {
    expect(plain.shown(text)).toBe(written);
    expect(theme.shown(text)).toBe(text);
  });

  test('the bars and the help have nothing else', () => {
    const help = new Keymap(scenarios).help('replay');
    const rows = [
      textOf(helpText({ theme: plain, width: 80, height: 24, help, first: 0 })),
      ...noticeRows(plain, 80, 1, ['the clock steps by 3 µs, 2.5× as much']),
      ...[1, 2].flatMap((bars) => headerRows(plain, 80, bars, { frame, scenarios })),
      ...statusRows(plain, 80, 2, { frame, machine: '2 cores', position: '', hints: [], untold: 0 }),
    ];
    expect(rows.join('\n')).toMatch(ascii);
    expect(rows.join('\n')).toContain('replay of run.log at 0.5x');
  });
});

test('the tab of what is shown is whole where the names of all have no room', () => {
  const own = { ...interleave, id: 'resize.ts#thumbnail' };
  const { standing } = frame;
  const shown = { state: { ...frame.state, scenario: own }, standing };
  const [tabs] = headerRows(plain, 80, 1, { frame: shown, scenarios: [...scenarios, own] });
  expect(tabs?.trimEnd()).toMatch(/^lanes {3}1 {3}2 {3}3 {3}4 {3}5 {3}6 {2}\[7 resize\.ts#thumbnail\] /);
});

describe('the theme', () => {
  test('paints nothing white or yellow, which a light background swallows', () => {
    const painted = [...Object.values(theme.paint), ...Array.from({ length: 12 }, (_, id) => theme.task(id))];
    const codes = painted.map((paint) => paint('x')).join('');
    expect(codes).not.toMatch(new RegExp(`${String.fromCharCode(27)}\\[(?:33|37|93|97)m`));
    expect(new Set(Array.from({ length: 5 }, (_, id) => theme.task(id)('x'))).size).toBe(5);
  });

  test.each([
    [{ NO_COLOR: '1', TERM: 'xterm' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '0' }, false],
    [{ TERM: 'dumb' }, false],
    [{ TERM: 'xterm-256color' }, true],
    [{ NO_COLOR: '', TERM: 'xterm' }, true],
  ])('of %j has colours: %s', (environment, coloured) => {
    expect(themeFor(environment).paint.bad('x') !== 'x').toBe(coloured);
  });

  test.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
    [{}, false],
  ])('of %j is in Unicode: %s', (environment, unicode) => {
    expect(themeFor(environment).unicode).toBe(unicode);
  });
});
