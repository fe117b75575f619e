import type { WriteStream } from 'node:tty';
import { isOutWithoutGain } from '../../engine/decide/candidates.ts';
import type { Stage } from '../../engine/decide/stage.ts';
import { runsOfRound, type SessionState } from '../../engine/session/session-state.ts';
import { counted } from '../../engine/text/numbers.ts';
import { plainText } from '../../engine/text/plain.ts';
import { fitText } from '../../engine/text/width.ts';
import { plainLines } from '../tell.ts';

/** Tells on stderr how far a decision is. */
interface DecidingProgress {
  readonly update: (stage: Stage, session: SessionState) => void;
  readonly end: () => void;
}

const everyMs = 200;
const eraseLine = '\r\x1b[2K';

/** A line that rewrites itself in a terminal; elsewhere a line for each stage and each lane that is out. */
export function decidingProgress(stream: WriteStream): DecidingProgress {
  // That nobody reads the progress any more ends no measurement.
  stream.on('error', () => undefined);
  return stream.isTTY ? rewriting(stream) : lineByLine(stream);
}

function lineByLine(stream: WriteStream): DecidingProgress {
  const told = new Set<string>();
  const tell = (text: string) => {
    if (told.has(text)) return;
    told.add(text);
    stream.write(plainLines(`${text}\n`));
  };
  return {
    update: (stage) => {
      tell(doingText(stage));
      for (const [lane, behind] of stage.out) tell(`${lane} is out: ${whyOut(behind)}`);
    },
    end: () => undefined,
  };
}

function rewriting(stream: WriteStream): DecidingProgress {
  let writtenAt = 0;
  return {
    update: (stage, session) => {
      const now = performance.now();
      if (now - writtenAt < everyMs) return;
      writtenAt = now;
      const running = runsOfRound(session).find(({ state }) => state === 'running')?.name;
      const round = stage.kind === 'race' && session.current !== undefined ? [`round ${session.current.round}`] : [];
      const out = stage.out.size === 0 ? [] : [`out: ${[...stage.out.keys()].join(', ')}`];
      const left = `at most ${Math.max(0, Math.ceil((stage.until - now) / 1_000))} s left`;
      const text = [doingText(stage), ...round, running ?? [], left, ...out].flat().join('  ');
      stream.write(`${eraseLine}${fitText(plainText(text), stream.columns - 1).trimEnd()}`);
    },
    end: () => stream.write(eraseLine),
  };
}

function whyOut(behind: number): string {
  return isOutWithoutGain(behind)
    ? 'it computes on one loop, which gains nothing'
    : `it takes ${behind.toFixed(1)} times as long as the fastest`;
}

function doingText({ kind, plan: { lanes, parameters } }: Stage): string {
  const tasks = counted(parameters.tasks, 'task');
  if (kind === 'pilot') return `a first look: ${tasks}, one after the other`;
  if (kind === 'trial') return `trying ${counted(lanes.length, 'model')} once with ${tasks}`;
  return `measuring ${counted(lanes.length, 'model')} with ${tasks}`;
}
