import { basename } from 'node:path';
import { baselineFor } from '../engine/catalog.ts';
import { hasEnded, type Lane } from '../engine/lane/lane.ts';
import type { Plan } from '../engine/plan.ts';
import { maxSpeed } from '../engine/replay/speed.ts';
import { roundText } from '../engine/session/round-text.ts';
import { outcomeOf, runsOfRound } from '../engine/session/session-state.ts';
import {
  counted,
  inDecimals,
  inDigits,
  rangeText,
  secondsText,
  shortNumber,
  timesText,
} from '../engine/text/numbers.ts';
import { fitText, widthOf } from '../engine/text/width.ts';
import { lessonOf } from '../tasks/workload.ts';
import type { Playback, Standing } from './picture.ts';
import type { Theme } from './theme.ts';

/** Milliseconds that the lane has been running at `now`, or took in all once it has ended. */
export function elapsedMs(lane: Lane, now: number): number {
  if (hasEnded(lane.state) || lane.epoch === undefined) return lane.lastAt / 1_000;
  return Math.max(lane.lastAt / 1_000, now - Number(lane.epoch) / 1e6);
}

/** What the lower edge of a pane says about its speed, or nothing. Of several rounds nothing until all are over. */
export function speedText(lane: Lane, standing: Standing, { times, between }: Theme['glyph']): string {
  const baseline = baselineFor(lane.name);
  const { plan, lanes } = standing;
  if (plan.rounds > 1) return verdictText(lane.name, standing, { times, between });
  if (baseline === undefined || lane.state !== 'finished') return '';
  if (lane.name === baseline) return 'the baseline';
  const against = lanes.find(({ name, state }) => name === baseline && state === 'finished');
  return against === undefined ? '' : `${timesText(against.lastAt / lane.lastAt, times)} as fast as ${baseline}`;
}

/** `1.92× (1.85-2.01) · simplest · median 0.46 s`: the speed-up with its 95 % interval, and its place in the best set. */
function verdictText(
  model: string,
  { verdicts = [], medians }: Standing,
  { times, between }: Pick<Theme['glyph'], 'times' | 'between'>,
): string {
  const ms = medians?.get(model);
  const middle = ms === undefined ? '' : `median ${secondsText(ms)}`;
  const found = verdicts.flatMap(({ speedUps }) => speedUps).find((comparison) => comparison.lane === model);
  const range = found?.interval && ` (${rangeText(found.interval)})`;
  const speed = found === undefined ? '' : `${timesText(found.ratio, times)}${range ?? ''}`;
  const isSimplest = verdicts.some(({ simplest }) => simplest === model);
  const isBest = verdicts.some(({ best }) => best.includes(model));
  const place = isSimplest ? 'simplest' : isBest ? 'among the best' : '';
  const isBaseline = baselineFor(model) === model && verdicts.length > 0;
  return [isBaseline ? 'the baseline' : speed, place, middle].filter(Boolean).join(` ${between} `);
}

/** `best: thread-pool (the simplest), threads`; empty without a verdict. */
export function bestText({ plan, verdicts = [] }: Standing): string {
  if (plan.rounds === 1) return '';
  const sets = verdicts.flatMap(({ simplest, best }) => {
    if (simplest === undefined) return [];
    const others = best.filter((model) => model !== simplest);
    const mark = others.length === 0 ? '' : ' (the simplest)';
    return [[`${simplest}${mark}`, ...others].join(', ')];
  });
  return sets.length === 0 ? '' : `best: ${sets.join('; ')}`;
}

/** `64 at once`, where a limit keeps some tasks waiting. */
export function limitText({ limit, tasks }: Lane): string {
  return limit !== undefined && limit < tasks.length ? `${limit} at once` : '';
}

/** The parameters in force: `10 tasks, size 500M`. */
export function parametersText({ parameters, scenario }: Plan): string {
  const { tasks, size, delayMs } = parameters;
  const amount = lessonOf(scenario).knob === 'size' ? `size ${shortNumber(size)}` : `delay ${delayText(delayMs)}`;
  return `${counted(tasks, 'task')}, ${amount}`;
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
  const { plan, session, startedAt, endedAt } = standing;
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
