import { onPurposeOf } from '../../engine/plan.ts';
import { counted } from '../../engine/text/numbers.ts';
import { lessonOf, type Scenario } from '../../tasks/workload.ts';
import type { Frame } from '../picture.ts';
import type { Hint } from '../screens/screen.ts';
import type { Theme } from '../theme.ts';
import { parametersTexts, replayText, standingText, verdictText } from '../words/selectors.ts';
import { between, type Piece, row, series, shortened, spread, totalWidth } from './row.ts';

/** What the header says. */
export interface HeaderFacts {
  readonly frame: Frame;
  readonly scenarios: readonly Scenario[];
}

/** The scenarios as tabs, the shown one in brackets, the others as numbers where there is no room; or the one that was recorded. Under them its lesson where there is a second row. */
export function headerRows(theme: Theme, width: number, rows: number, { frame, scenarios }: HeaderFacts): string[] {
  const { replay } = frame;
  const { scenario } = frame.state;
  const shown = replay === undefined ? scenarios : [scenario];
  const tabsOf = (others: 'named' | 'numbered'): Piece[] =>
    shown.flatMap(({ id }, index): Piece[] => {
      const text = replay === undefined ? `${index + 1} ${id}` : id;
      if (id === scenario.id) return [[`[${text}]`, theme.paint.chosen], [' ']];
      return [[` ${others === 'named' ? text : index + 1} `], [' ']];
    });
  const begin: Piece[] = [['lanes ', theme.paint.strong], [' ']];
  const named = [...begin, ...tabsOf('named')];
  const left = totalWidth(named) <= width + 1 ? named : [...begin, ...tabsOf('numbered')];
  const { title: lesson } = lessonOf(scenario);
  const title: Piece[] = lesson === scenario.id ? [] : [[`  ${lesson}`, theme.paint.faint]];
  const fits = totalWidth(left) + totalWidth(title) <= width;
  const first = spread(theme, width, left, fits ? title : []);
  return rows === 1 ? [first] : [first, lessonRow(theme, width, frame)];
}

/** The lesson, and beside it, or in its place where there is no room, what the built-in server does on purpose. */
function lessonRow(theme: Theme, width: number, { state, standing }: Frame): string {
  const lesson: Piece = [lessonOf(state.scenario).sentence, theme.paint.faint];
  const purpose = onPurposeOf(standing.plan);
  if (purpose === undefined) return row(theme, width, [lesson]);
  const told: Piece = [`  ${purpose}`, theme.paint.notice];
  const fits = totalWidth([lesson, told]) <= width;
  return row(theme, width, fits ? [lesson, told] : [[purpose, theme.paint.notice]]);
}

/** What the status rows say. */
export interface StatusFacts {
  readonly frame: Frame;
  readonly machine: string;
  /** Which part of the whole the screen shows; empty where it shows all. */
  readonly position: string;
  readonly hints: readonly Hint[];
  /** Warnings for which there is no row. */
  readonly untold: number;
}

/** What there is to beware of, and what would help, one row each as far as there are rows; the last one counts those left out. */
export function noticeRows(theme: Theme, width: number, rows: number, notices: readonly string[]): string[] {
  const left = notices.length - rows;
  return notices.slice(0, rows).map((notice, index) => {
    const more: Piece[] = index === rows - 1 && left > 0 ? [[` (and ${left} more)`, theme.paint.notice]] : [];
    return spread(theme, width, [[`! ${notice}`, theme.paint.notice]], more);
  });
}

/** The machine, the run's state, the parameters and the dashboard's own cost; under it the keys. */
export function statusRows(theme: Theme, width: number, rows: number, facts: StatusFacts): string[] {
  const { state, standing, replay, ownPercent } = facts.frame;
  const own = ownPercent === undefined ? '' : `lanes itself ${ownPercent.toFixed(1)}% CPU`;
  const [whole, short] = parametersTexts(standing.plan);
  const played: Piece = [replay === undefined ? '' : replayText(replay, theme.glyph.times), theme.paint.notice];
  const stands: Piece = [
    state.frozen ? 'FROZEN (Space goes on)' : standingText(standing),
    state.frozen ? theme.paint.notice : theme.paint.strong,
  ];
  const untold: Piece = [facts.untold === 0 ? '' : counted(facts.untold, 'warning'), theme.paint.notice];
  const room = width - totalWidth(series(theme, width, [played, stands, untold])) - between;
  const verdict: Piece = [shortened(theme, verdictText(standing), room), theme.paint.good];
  const weighty = [played, stands, verdict, untold];
  const hasRoom = totalWidth(series(theme, Number.POSITIVE_INFINITY, [...weighty, [whole]])) <= width;
  const left = series(theme, width, [...weighty, [hasRoom ? whole : short], [facts.machine], [facts.position]]);
  const right: Piece[] = [[own === '' ? '' : ` ${own}`, theme.paint.faint]];
  const fits = totalWidth(left) + totalWidth(right) <= width;
  const status = spread(theme, width, left, fits ? right : []);
  return rows === 1 ? [status] : [status, hintBar(theme, width, facts.hints)];
}

/** The keys one needs most; those that do not fit are left out whole, but for the last two: how to be helped and to leave. */
export function hintBar(theme: Theme, width: number, hints: readonly Hint[]): string {
  const last = hints.slice(-2);
  const first = hints.slice(0, -2);
  while (first.length > 0 && totalWidth(hintPieces(theme, [...first, ...last])) > width) first.pop();
  return row(theme, width, hintPieces(theme, [...first, ...last]));
}

function hintPieces({ paint }: Theme, hints: readonly Hint[]): Piece[] {
  return hints.flatMap(([keys, hint], index): Piece[] => [
    [index === 0 ? '' : '  '],
    [keys, paint.strong],
    [` ${hint}`, paint.faint],
  ]);
}
