import { findModel, isSequential, partsOf } from '../catalog.ts';
import { counted, percentText, rangeText, wordedMs } from '../text/numbers.ts';
import { plainText } from '../text/plain.ts';
import { fitText, terminalWidth, wrapText } from '../text/width.ts';
import type { Crossover, Decision, MeasuredWork, Ranked, SpeedUp, Use } from './decision.ts';

/** More warnings than this are left to `--why`. */
const mostWarnings = 2;
/** A model that computes on one loop and is no faster than this is told why. */
const noGain = 1.05;

/** More than this of why a lane did not come to its end is left to `--why`. */
const longestReason = 60;
/** So many lines of a terminal are read at a glance. */
const mostLines = 12;

/** As much of the answer as stands in a dozen lines of a terminal; what is left out, the least of it, is left to `--why`. */
export function shortAnswerLines(decision: Decision): string[] {
  const lines = answerLines(decision);
  const heights = lines.map((line) => wrapText(plainText(line), terminalWidth, { indent: 2 }).length);
  const upTo = (place: number) => heights.slice(0, place + 1).reduce((sum, height) => sum + height, 0);
  return lines.filter((_, place) => place === 0 || upTo(place) <= mostLines);
}

/** The answer in a few sentences, the recommendation first. */
export function answerLines(decision: Decision): string[] {
  const { use, because, work, crossovers, warnings } = decision;
  const careful = warnings.slice(0, mostWarnings).map(({ message }) => `Careful: ${message}.`);
  const part = partLine(work);
  if (use === null) return [`No recommendation: ${because}.`, ...othersLine(decision), ...part, ...careful];
  return [
    recommendation(use, decision),
    ...othersLine(decision),
    `Why: ${because}.`,
    ...part,
    ...(decision.isInterrupted ? [`It was ended early, after ${counted(work.rounds, 'round')}.`] : []),
    ...crossoverLine(use, crossovers, work),
    ...tipLines(decision),
    ...careful,
  ];
}

function recommendation(use: Use, decision: Decision): string {
  const { work } = decision;
  const { speedUp } = use;
  const what =
    work.taskMs === undefined
      ? counted(work.tasks, 'task')
      : `${counted(work.tasks, 'task')} of ${wordedMs(work.taskMs)}`;
  if (isSequential(use.lane)) return `Use ${named(use)}: ${noneFaster(decision)}, ${what}.`;
  const faster =
    speedUp === undefined
      ? 'it came out first'
      : `${speedText(speedUp)} as fast as ${baselineOf(decision)}${within(speedUp, work)}`;
  return `Use ${named(use)}: ${faster}, ${what}.`;
}

/** What came out faster, but not for certain, is no reason to say that nothing is. */
function noneFaster({ alike, notTold }: Decision): string {
  const isOpen = [...alike, ...notTold].some(({ speedUp }) => speedUp !== undefined && speedUp.ratio > noGain);
  return isOpen ? 'no other model is shown to be faster' : 'no other model is faster';
}

/** What the speed-ups are compared with. */
function baselineOf({ use, slower, alike, notTold }: Decision): string {
  return (
    [...slower, ...alike, ...notTold, ...(use === null ? [] : [use])].find(({ lane }) => isSequential(lane))?.lane ??
    'one task after the other'
  );
}

function named({ lane, model, workers, underWay }: Use): string {
  if (underWay !== undefined) return `${model} (at most ${underWay} tasks at once)`;
  if (workers === undefined) return lane;
  return `${partsOf(lane).workers === undefined ? lane : model} (${counted(workers, 'worker')})`;
}

function speedText({ ratio }: SpeedUp): string {
  return `${ratio.toFixed(2)}x`;
}

/** Too few rounds for an interval only indicate. */
function within({ low, high }: SpeedUp, { rounds }: MeasuredWork): string {
  if (low !== undefined && high !== undefined) return ` (${rangeText({ low, high })})`;
  return ` (indicative: ${counted(rounds, 'round')})`;
}

function othersLine({ alike, slower, notTold, work }: Decision): string[] {
  const sentences = [
    listed(
      'Just as fast',
      alike.map(({ lane }) => lane),
    ),
    listed(
      'Slower',
      slower.map((one) => rankedText(one, work)),
    ),
    ...notToldText(notTold, work),
  ].flat();
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

/** Those together that have the same reason. */
function notToldText(notTold: readonly Ranked[], work: MeasuredWork): string[] {
  const groups = [...Map.groupBy(notTold, ({ reason }) => reason)].map(([reason, lanes]) => {
    const texts = lanes.map((lane) => rankedText(lane, work));
    return reason === undefined
      ? texts.join(', ')
      : `${texts.join(', ')} (${fitText(reason, longestReason).trimEnd()})`;
  });
  return groups.length === 0 ? [] : [`Not told: ${groups.join('; ')}.`];
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}: ${items.join(', ')}.`];
}

function rankedText({ lane, speedUp, reason }: Ranked, { computes = 0 }: MeasuredWork): string {
  // Tried once, since nothing was to be expected: a figure of it would say little.
  if (reason?.startsWith('no gain')) return `${lane} (${reason})`;
  if (speedUp === undefined || isSequential(lane)) return lane;
  const isOneLoop = findModel(lane)?.workers === 'loop' && computes > 0.5 && speedUp.ratio < noGain;
  const why = isOneLoop ? ' (no gain: it computes on one loop)' : '';
  const about = reason?.startsWith('so far behind') ? 'about ' : '';
  return `${lane} ${about}${speedUp.ratio.toFixed(1)}x${why}`;
}

function crossoverLine(use: Use, crossovers: readonly Crossover[], work: MeasuredWork): string[] {
  const own = crossovers.find(({ lane }) => lane === use.lane);
  // On an event loop there is nothing that would have to be paid back.
  if (own === undefined || findModel(use.lane)?.workers === 'loop') return [];
  const { fromTaskMs = 0, fromTasks = 1, against, tasks } = own;
  const of = tasks === work.tasks ? '' : ` (with ${counted(tasks, 'task')})`;
  const length = fromTaskMs > 0 ? [`below ${wordedMs(fromTaskMs)} a task${of}`] : [];
  const few = fromTasks === 2 ? 'with a single task' : `with fewer than ${counted(fromTasks, 'task')}`;
  const parts = [...length, ...(fromTasks > 1 ? [few] : [])].join(', or ');
  return parts === '' ? [] : [`${parts.charAt(0).toUpperCase()}${parts.slice(1)}: keep it ${against}.`];
}

function partLine({ isPredicted, measured, tasks, rounds, checkOffBy }: MeasuredWork): string[] {
  if (!isPredicted) return [];
  const off =
    checkOffBy === undefined
      ? 'no check of that was possible'
      : `a check of such predictions was ${percentText(checkOffBy)} off`;
  return [
    `Measured: ${measured} of ${counted(tasks, 'task')}, ${counted(rounds, 'round')}; what is said of all ${tasks} is predicted from that (${off}).`,
  ];
}

/** What would help most; all of it is left to `--why`. */
function tipLines({ advice }: Decision): string[] {
  return advice.slice(0, 1).map(({ text }) => `Tip: ${text}.`);
}
