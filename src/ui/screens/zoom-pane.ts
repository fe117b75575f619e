import { findModel } from '../../engine/catalog.ts';
import { hasEnded, type Lane, startUpUsOf } from '../../engine/lane/lane.ts';
import { figuresOf } from '../../engine/measure/figures.ts';
import { type Findings, findingsOf } from '../../engine/measure/findings.ts';
import { megabytes, secondsText } from '../../engine/text/numbers.ts';
import type { ScreenState } from '../state.ts';
import type { Theme } from '../theme.ts';
import { type Box, box, innerHeight, innerWidth, noteWidth } from '../widgets/box.ts';
import { findingsRows } from '../widgets/findings-rows.ts';
import { gilStrip, gilText } from '../widgets/gil-strip.ts';
import { reasonRows, remarkRows, stateText } from '../widgets/lane-state.ts';
import { detailedRows } from '../widgets/output-rows.ts';
import { clampRows, type Piece, row } from '../widgets/row.ts';
import { taskTable, workerTable } from '../widgets/tables.ts';
import { noteOf, type ShownLane, spinnerOf, titleOf } from './shown-lane.ts';
import { lastShown, zoomLayout } from './zoom-layout.ts';

/** A lane in a pane of its own, and how far it is scrolled. */
export interface ZoomPaneProps extends ShownLane {
  readonly width: number;
  readonly height: number;
  readonly end: ScreenState<'zoom'>['end'];
  readonly tables: ScreenState<'zoom'>['tables'];
  /** That a run can use: the quota where there is one, with its fraction. */
  readonly cores: number;
}

/** A lane in a box of its width and height, with all that is known of it. */
export function zoomText(props: ZoomPaneProps): Box {
  const { theme, lane, width, height, elapsed, median, limit, end } = props;
  const spinner = spinnerOf(props);
  const layout = zoomLayout(lane, { width, height });
  const back = lane.output.count - lastShown(end, lane, layout.outputRows);
  const remark: Piece[] = [[positionText(lane, layout.outputRows, back, theme)]];
  return box(theme, {
    width,
    height,
    focused: true,
    title: titleOf(theme, lane, true),
    state: stateText(theme, lane, { elapsed, median, spins: spinner !== undefined }),
    spinnerWidth: spinner?.width ?? 0,
    note: noteOf(props, noteWidth(width, remark), [limit]),
    remark,
    content: contentRows(props, layout, back),
  });
}

function positionText({ output }: Lane, page: number, back: number, { glyph }: Theme): string {
  const last = output.count - back;
  const first = Math.min(last, Math.max(output.count - output.kept, last - page) + 1);
  const range = output.count === 0 ? 'no lines yet' : `lines ${first}-${last} of ${output.count}`;
  return back === 0 ? range : `${range} ${glyph.between} G: newest`;
}

function contentRows(props: ZoomPaneProps, layout: ReturnType<typeof zoomLayout>, back: number): string[] {
  const { theme, lane } = props;
  const width = innerWidth(props.width);
  const info = [
    row(theme, width, [[findModel(lane.name)?.explanation ?? '', theme.paint.faint]]),
    row(theme, width, figures(props)),
    ...clampRows(
      [
        ...reasonRows(theme, lane, width, 1),
        ...remarkRows(theme, props.remark, width, 1),
        ...gilStrip(theme, lane, width),
      ],
      width,
      1,
    ),
    ...clampRows(findings(props, width, layout.findingsRows), width, layout.findingsRows),
  ];
  const place = { width: layout.tableWidth, first: props.tables };
  const tasks = taskTable(theme, lane, { ...place, most: layout.taskRows });
  const workers = workerTable(theme, lane, { ...place, most: layout.workerRows });
  const tables = [...tasks, ' '.repeat(layout.tableWidth), ...workers];
  const output = outputWithMargins(props, layout, back);
  if (layout.beside) {
    const side = clampRows(tables, layout.tableWidth, layout.outputRows);
    return [...info, ...output.map((text, y) => `${text}   ${side[y] ?? ''}`)];
  }
  const above = layout.taskRows + layout.workerRows === 0 ? [] : tables;
  const room = Math.max(0, innerHeight(props.height) - info.length - layout.outputRows);
  return [...info, ...clampRows(above, width, room), ...output];
}

function findings(props: ZoomPaneProps, width: number, most: number): string[] {
  const found = foundOf(props);
  return found === undefined ? [] : findingsRows(props.theme, found, width, most);
}

/** Nothing while it runs. */
function foundOf({ lane, cores }: ZoomPaneProps): Findings | undefined {
  return hasEnded(lane.state) ? findingsOf(lane, cores) : undefined;
}

/** The lines in view; the first row tells of lines that are not kept, the last one what the lane says at its end. */
function outputWithMargins(
  { theme, lane, closing }: ZoomPaneProps,
  layout: ReturnType<typeof zoomLayout>,
  back: number,
) {
  const { outputWidth: width, outputRows: height } = layout;
  const { output } = lane;
  const dropped = output.count - output.kept;
  const end: Piece[] | undefined = back === 0 && closing !== undefined ? [[closing, theme.paint.strong]] : undefined;
  const room = Math.max(0, height - (end === undefined ? 0 : 1));
  const lines = output.tail(room, back);
  const rows = detailedRows(
    theme,
    lines,
    lane.tasks.map(({ label }) => label),
    width,
  );
  const atFirst = dropped > 0 && output.kept - back <= room;
  if (atFirst)
    rows[0] = row(theme, width, [[`${theme.glyph.ellipsis} ${dropped + 1} earlier lines`, theme.paint.faint]]);
  if (end !== undefined) rows.push(row(theme, width, end));
  return clampRows(rows, width, height);
}

function figures(props: ZoomPaneProps): Piece[] {
  const { theme, lane, run } = props;
  const parts: string[] = [run];
  const times = figuresOf(lane);
  if (times !== undefined) parts.push(`work ${secondsText(times.workMs)}`);
  if (lane.workers.size > 0) parts.push(`slowest start-up ${(slowestStartUp(lane) / 1_000).toFixed(1)} ms`);
  const use = foundOf(props)?.parallelism;
  if (use?.effective !== undefined && times?.cpuMs !== undefined)
    parts.push(`CPU ${secondsText(times.cpuMs)}, ${use.effective.toFixed(2)} cores used`);
  if (use?.memory !== undefined) parts.push(`memory ${megabytes(use.memory.atMost)}`);
  parts.push(gilText(lane));
  if (lane.runtime !== undefined) parts.push(lane.runtime);
  if (lane.pid !== undefined) parts.push(`pid ${lane.pid}`);
  return [[parts.filter(Boolean).join(` ${theme.glyph.between} `)]];
}

/** In µs. */
function slowestStartUp({ workers }: Lane): number {
  let slowest = 0;
  for (const worker of workers) slowest = Math.max(slowest, startUpUsOf(worker));
  return slowest;
}
