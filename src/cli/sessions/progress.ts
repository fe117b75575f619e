import type { WriteStream } from 'node:tty';
import { hasEnded, type Lane } from '../../engine/lane/lane.ts';
import { unsuccessfulText } from '../../engine/lane/unsuccessful.ts';
import type { Plan } from '../../engine/plan.ts';
import { roundText } from '../../engine/session/round-text.ts';
import { type LaneRuns, runsOfRound, type SessionState } from '../../engine/session/session-state.ts';
import { wordedMs } from '../../engine/text/numbers.ts';
import { plainText } from '../../engine/text/plain.ts';
import { fitText } from '../../engine/text/width.ts';
import { plainLines } from '../tell.ts';

/** Tells on stderr how far a session is. */
export interface ProgressLine {
  /** `changed` is the lane whose run has just come into another state, if one has. */
  readonly update: (session: SessionState, changed: LaneRuns | undefined) => void;
  readonly end: () => void;
}

const everyMs = 200;
const eraseLine = '\r\x1b[2K';

/** A line that rewrites itself in a terminal; elsewhere a line whenever a lane starts or ends. */
export function progressOf(plan: Plan, stream: WriteStream): ProgressLine {
  // That nobody reads the progress any more ends no measurement.
  stream.on('error', () => undefined);
  return stream.isTTY ? rewriting(plan, stream) : lineByLine(plan, stream);
}

function lineByLine(plan: Plan, stream: WriteStream): ProgressLine {
  return {
    update: (_, changed) => {
      if (changed === undefined || changed.lane.state === 'starting') return;
      const round = roundText(plan, changed.round);
      const place = round === '' ? '' : `${round}, `;
      stream.write(
        plainLines(`${place}${changed.lane.name}: ${plainText(stateText(changed.lane))}${whyAgain(changed)}\n`),
      );
    },
    end: () => undefined,
  };
}

function rewriting(plan: Plan, stream: WriteStream): ProgressLine {
  let writtenAt = 0;
  return {
    update: (session) => {
      if (performance.now() - writtenAt < everyMs) return;
      writtenAt = performance.now();
      const lanes = runsOfRound(session);
      const ended = lanes.filter(({ state }) => hasEnded(state)).length;
      const running = lanes.filter(({ state }) => state === 'running').map(taskText);
      const round = session.current === undefined ? '' : roundText(plan, session.current);
      const place = round === '' ? '' : `${round}  `;
      const text = `${plan.scenario.id}  ${place}${ended}/${plan.lanes.length} lanes  ${running.join('  ')}`;
      stream.write(`${eraseLine}${fitText(plainText(text), stream.columns - 1).trimEnd()}`);
    },
    end: () => stream.write(eraseLine),
  };
}

/** Of a run that begins once more. */
function whyAgain({ lane, round: { round }, earlier }: LaneRuns): string {
  const before = earlier.at(-1);
  const isAgain = lane.state === 'running' && before?.kind === 'rejected' && before.round === round;
  return isAgain ? " again, as the machine's speed changed by more than 15 % during the run before" : '';
}

function taskText({ name, tasks, taskCounts }: Lane): string {
  return `${name} ${taskCounts.finished + taskCounts.failed}/${tasks.length}`;
}

function stateText({ state, reason, epoch, lastAt, unsuccessful }: Lane): string {
  if (!hasEnded(state)) return state;
  const why = [reason ?? [], unsuccessfulText(unsuccessful)].flat();
  const text = epoch === undefined ? state : `${state} after ${wordedMs(lastAt / 1_000)}`;
  return why.length === 0 ? text : `${text}: ${[...new Set(why)].join('; ')}`;
}
