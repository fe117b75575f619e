import { closingOf } from '../../engine/lane/closing.ts';
import type { Lane } from '../../engine/lane/lane.ts';
import { type LaneOrder, lessonOf } from '../../tasks/workload.ts';
import { elapsedMs, limitText, remarkText, speedText } from '../lane-words.ts';
import { disturbing } from '../picture.ts';
import type { Theme } from '../theme.ts';
import type { Piece } from '../widgets/row.ts';
import type { SpinnerKind, View } from './screen.ts';

/** The slowest there is: every turn is a frame, and frames cost what is being measured. */
export const laneSpinner: SpinnerKind = { type: 'simpleDots', width: 3 };

/** What every screen that shows a lane shows of it. */
export interface ShownLane {
  readonly theme: Theme;
  readonly lane: Lane;
  /** In ms. */
  readonly elapsed: number;
  /** Absent where nothing may spin. */
  readonly spinner?: SpinnerKind;
  /** Of all panes alike; a new value starts the spinner anew. */
  readonly beat: string;
  readonly closing?: string;
  readonly speed: string;
  readonly limit: string;
  readonly remark: string;
}

/** What is shown of a lane now. */
export function shownLane(lane: Lane, { theme, frame, cores }: View): ShownLane {
  const { standing, state, replay } = frame;
  const { plan, lanes, now } = standing;
  const closing = closingOf(lane, lessonOf(plan.scenario).closing);
  return {
    theme,
    lane,
    elapsed: elapsedMs(lane, now),
    beat: lanes.map(({ state: laneState }) => (laneState === 'running' ? 'x' : ' ')).join(''),
    ...(!state.frozen && !replay?.isPaused && maySpin(disturbing(frame), cores) && { spinner: laneSpinner }),
    ...(closing !== undefined && { closing }),
    speed: speedText(lane, standing, theme.glyph),
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

/** The name of a lane, with a mark where it has the focus. */
export function titleOf({ glyph, paint }: Theme, { name }: Lane, focused: boolean): Piece[] {
  return focused ? [[`${glyph.focus} ${name}`, paint.focus]] : [[name, paint.strong]];
}
