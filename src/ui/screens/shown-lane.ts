import { closingOf } from '../../engine/lane/closing.ts';
import type { Lane } from '../../engine/lane/lane.ts';
import { type LaneOrder, lessonOf } from '../../tasks/workload.ts';
import { disturbing } from '../picture.ts';
import type { Theme } from '../theme.ts';
import { type Piece, series } from '../widgets/row.ts';
import { elapsedMs, limitText, remarkText, runText, speedTexts } from '../words/lane-words.ts';
import type { SpinnerKind, View } from './screen.ts';

/** The slowest there is: every turn is a frame, and frames cost what is being measured. */
export const laneSpinner: SpinnerKind = { type: 'simpleDots', width: 3 };

const speedMark = '\n';

/** What every screen that shows a lane shows of it. */
export interface ShownLane {
  readonly theme: Theme;
  readonly lane: Lane;
  /** Of the run that it shows, in ms. */
  readonly elapsed: number;
  /** Of the rounds that count, in ms; absent where there is but one, or while they go on. */
  readonly median?: number;
  /** Which run it shows; empty where it has but one. */
  readonly run: string;
  /** Absent where nothing may spin. */
  readonly spinner?: SpinnerKind;
  /** Of all panes alike; a new value starts the spinner anew. */
  readonly beat: string;
  readonly closing?: string;
  /** What is told of its speed, in parts with {@link speedMark} between them: a list would be another one in each frame. */
  readonly speed: string;
  readonly limit: string;
  readonly remark: string;
}

/** What is shown of a lane now. */
export function shownLane(lane: Lane, { theme, frame, cores }: View): ShownLane {
  const { standing, state, replay } = frame;
  const { plan, lanes, now } = standing;
  const run = runText(lane.name, standing);
  const median = plan.rounds === 1 ? undefined : standing.medians?.get(lane.name);
  const closing = closingOf(lane, lessonOf(plan.scenario).closing);
  return {
    theme,
    lane,
    elapsed: elapsedMs(lane, now),
    beat: lanes.map(({ state: laneState }) => (laneState === 'running' ? 'x' : ' ')).join(''),
    ...(!state.frozen && !replay?.isPaused && maySpin(disturbing(frame), cores) && { spinner: laneSpinner }),
    ...(median !== undefined && { median }),
    run,
    ...(closing !== undefined && { closing: run === '' ? closing : `${closing} (${run})` }),
    speed: speedTexts(lane, standing, theme.glyph).join(speedMark),
    limit: limitText(lane),
    remark: remarkText(lane.name, standing),
  };
}

/**
 * A spinner draws two and a half frames a second, about 3 % of a core. Where cores are being
 * measured and there are few, that is more of the machine than the dashboard may take.
 */
function maySpin(order: LaneOrder, cores: number): boolean {
  return order === 'together' || cores >= 4;
}

/** What spins in front of the lane's state: nothing unless it runs. */
export function spinnerOf({ lane, spinner }: Pick<ShownLane, 'lane' | 'spinner'>): SpinnerKind | undefined {
  return lane.state === 'running' ? spinner : undefined;
}

/**
 * What stands at the right of a pane's lower edge: which run it shows, where nothing else tells, and
 * how many workers may live at once.
 */
export function cornerOf({ theme, lane, median, run, closing, limit }: ShownLane): Piece[] {
  const told = lane.state === 'waiting' || (median !== undefined && closing !== undefined) ? '' : run;
  return [[[told, limit].filter(Boolean).join(` ${theme.glyph.between} `), theme.paint.faint]];
}

/** What stands at the left of it: what is told of its speed, and more, as far as there is room for it. */
export function noteOf({ theme, speed }: ShownLane, room: number, more: readonly string[] = []): Piece[] {
  const parts = [...speed.split(speedMark), ...more];
  return series(
    theme,
    room,
    parts.map((part): Piece => [part, theme.paint.strong]),
  );
}

/** The name of a lane, with a mark where it has the focus. */
export function titleOf({ glyph, paint }: Theme, { name }: Lane, focused: boolean): Piece[] {
  return focused ? [[`${glyph.focus} ${name}`, paint.focus]] : [[name, paint.strong]];
}
