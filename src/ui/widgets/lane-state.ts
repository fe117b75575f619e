import type { Lane } from '../../engine/lane/lane.ts';
import { secondsText } from '../../engine/text/numbers.ts';
import type { Theme } from '../theme.ts';
import { type Piece, wrapped } from './row.ts';

/** A lane's times in ms, its median where several rounds are over, and whether a spinner stands before it. */
interface Times {
  readonly elapsed: number;
  readonly median: number | undefined;
  readonly spins: boolean;
}

/** A lane's state as a glyph and a word, and its time. The glyph of a running lane is the spinner. */
export function stateText({ glyph, paint }: Theme, lane: Lane, { elapsed, median, spins }: Times): Piece[] {
  const time = ` ${secondsText(elapsed)}`;
  switch (lane.state) {
    case 'waiting':
      return [[`${glyph.waiting} waiting`, paint.faint]];
    case 'starting':
      return [[`${glyph.waiting} starting`]];
    case 'running':
      return [[spins ? ' running' : `${glyph.running} running`], [time, paint.strong]];
    case 'finished':
      return [
        [`${glyph.finished} ${median === undefined ? 'finished' : 'median'}`, paint.good],
        [median === undefined ? time : ` ${secondsText(median)}`, paint.strong],
      ];
    case 'failed':
      return [[`${glyph.failed} failed`, paint.bad], [time]];
    case 'timed-out':
      return [[`${glyph.failed} timed out`, paint.bad], [time]];
    case 'stopped':
      return [[`${glyph.stopped} stopped`, paint.notice], [time]];
    case 'unavailable':
      return [[`${glyph.unavailable} unavailable`, paint.faint]];
  }
}

/** Why a lane is not what it should be, in at most `most` rows; none where all is well. */
export function reasonRows(theme: Theme, { state, reason }: Lane, width: number, most: number): string[] {
  if (reason === undefined || reason === '') return [];
  const { glyph, paint } = theme;
  if (state !== 'failed' && state !== 'timed-out') return wrapped(theme, width, reason, most, paint.faint);
  return wrapped(theme, width, `${glyph.failed} ${reason}`, most, paint.bad);
}

/** What is to be known of a lane's runs, in at most `most` rows. */
export function remarkRows(theme: Theme, remark: string, width: number, most: number): string[] {
  return remark === '' ? [] : wrapped(theme, width, `! ${remark}`, most, theme.paint.notice);
}
