import { basename } from 'node:path';
import { hasEnded } from '../../engine/lane/lane.ts';
import type { Plan } from '../../engine/plan.ts';
import { maxSpeed } from '../../engine/replay/speed.ts';
import { warningLines } from '../../engine/report/words/report.ts';
import { roundText } from '../../engine/session/round-text.ts';
import { outcomeOf, runsOfRound } from '../../engine/session/session-state.ts';
import { counted, inDecimals, inDigits, secondsText, shortNumber } from '../../engine/text/numbers.ts';
import { fitText, widthOf } from '../../engine/text/width.ts';
import { lessonOf } from '../../tasks/workload.ts';
import type { Playback, Standing } from '../picture.ts';
import { decisionText } from './decision-words.ts';

/** `best: thread-pool (the simplest), threads`, or why there is no verdict, or what a decision comes to; empty where none was asked for, or is there yet. */
export function verdictText({ plan, verdicts = [], review, decision }: Standing): string {
  if (decision !== undefined) return decision.type === 'decided' ? (decision.lines[0] ?? '') : '';
  if (plan.rounds === 1) return '';
  const texts = verdicts.flatMap(({ simplest, best, fastest, behind }) => {
    if (fastest === undefined || (simplest === undefined && behind.length === 0)) return [];
    if (simplest === undefined) return [`${fastest} first, but too few rounds to tell`];
    const others = best.filter((lane) => lane !== simplest);
    const mark = others.length === 0 ? '' : ' (the simplest)';
    return [`best: ${[`${simplest}${mark}`, ...others].join(', ')}`];
  });
  return [...(review?.differing.length ? ['no verdict: results differ'] : []), ...texts].join('; ');
}

/** What there is to beware of, then what would help, in the words of the report. */
export function noticesOf({ review }: Standing): string[] {
  return review === undefined ? [] : [...warningLines(review), ...review.advice.map(({ text }) => text)];
}

/** The parameters in force: `10 tasks, size 500M`, or `10 tasks` where there is less room. */
export function parametersTexts({ parameters, scenario }: Plan): [whole: string, short: string] {
  const { tasks, size, delayMs } = parameters;
  const { knob } = lessonOf(scenario);
  const short = counted(tasks, 'task');
  if (knob === undefined) return [short, short];
  const amount = knob === 'size' ? `size ${shortNumber(size)}` : `delay ${delayText(delayMs)}`;
  return [`${short}, ${amount}`, short];
}

function delayText(ms: number): string {
  return ms < 100 ? `${ms} ms` : `${inDecimals(ms / 1_000, 3)} s`;
}

/** `replay of run.log at 0.5×`. */
export function replayText({ file, speed, isPaused }: Playback, times: string): string {
  const name = fitText(basename(file), Math.min(24, widthOf(basename(file))));
  if (isPaused) return `PAUSED in ${name} (Space goes on)`;
  return `replay of ${name} at ${speed === maxSpeed ? 'max' : `${inDigits(speed, 3)}${times}`}`;
}

/** `running 3 of 6, together`, `round 3 of 10, 2 of 6`, `done in 5.20 s, in turn`. */
export function standingText(standing: Standing): string {
  const { plan, session, startedAt, endedAt, decision } = standing;
  if (decision !== undefined) return decisionText(decision, standing);
  if (endedAt === undefined) return progressText(standing);
  const outcomes = [...session.lanes.values()].map(outcomeOf);
  const failed = outcomes.filter(({ state }) => state === 'failed' || state === 'timed-out').length;
  const stopped = outcomes.filter(({ state }) => state === 'stopped').length;
  const losses = `${failed === 0 ? '' : `, ${failed} failed`}${stopped === 0 ? '' : `, ${stopped} stopped`}`;
  const took = secondsText(endedAt - startedAt);
  if (plan.rounds === 1) return `done in ${took}${losses}, ${orderText(plan)}`;
  const { current } = session;
  if (current !== undefined && (current.kind === 'warm-up' || current.round < plan.rounds))
    return `stopped in ${roundText(plan, current)} after ${took}`;
  return `done in ${took}${losses}, ${plan.rounds} rounds`;
}

function progressText({ plan, session, lanes }: Standing): string {
  const { current = { round: 1, kind: plan.warmUp > 0 ? 'warm-up' : 'measured' } } = session;
  const ended = runsOfRound(session).filter(({ state }) => hasEnded(state)).length;
  const isLast = current.kind === 'measured' && current.round === plan.rounds;
  if (ended === lanes.length && isLast) return 'finishing';
  const round = roundText(plan, current);
  const place = plan.order === 'together' ? lanes.length - ended : Math.min(lanes.length, ended + 1);
  return round === ''
    ? `running ${place} of ${lanes.length}, ${orderText(plan)}`
    : `${round}, ${place} of ${lanes.length}`;
}

function orderText({ order }: Plan): string {
  return order === 'together' ? 'together' : 'in turn';
}
