import { findModel, isSequential, partsOf } from '../catalog.ts';
import { counted, percentText, rangeText, wordedMs } from '../text/numbers.ts';
import type { Crossover, Decision, MeasuredWork, Ranked, SpeedUp, Use } from './decision.ts';

/** More warnings than this are left to `--why`. */
const mostWarnings = 2;
/** A model that computes on one loop and is no faster than this is told why. */
const noGain = 1.05;

/** The answer in a few sentences, the recommendation first. */
export function answerLines(decision: Decision): string[] {
  const { use, because, work, crossovers, warnings } = decision;
  const careful = warnings.slice(0, mostWarnings).map(({ message }) => `Careful: ${message}.`);
  const part = partLine(work);
  if (use === null) return [`No recommendation: ${because}.`, ...othersLine(decision), ...part, ...careful];
  return [
    recommendation(use, work, baselineOf(decision)),
    ...othersLine(decision),
    `Why: ${because}.`,
    ...crossoverLine(use, crossovers),
    ...part,
    ...(decision.isInterrupted ? [`It was ended early, after ${counted(work.rounds, 'round')}.`] : []),
    ...tipLines(decision),
    ...careful,
  ];
}

function recommendation(use: Use, work: MeasuredWork, baseline: string): string {
  const { speedUp } = use;
  const what =
    work.taskMs === undefined
      ? counted(work.tasks, 'task')
      : `${counted(work.tasks, 'task')} of ${wordedMs(work.taskMs)}`;
  if (isSequential(use.lane)) return `Use ${named(use)}: no other model is faster, ${what}.`;
  const faster =
    speedUp === undefined ? 'it came out first' : `${speedText(speedUp)} as fast as ${baseline}${within(speedUp)}`;
  return `Use ${named(use)}: ${faster}, ${what}.`;
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

function within({ low, high }: SpeedUp): string {
  return low === undefined || high === undefined ? '' : ` (${rangeText({ low, high })})`;
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
    return reason === undefined ? texts.join(', ') : `${texts.join(', ')} (${reason})`;
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
  return `${lane} ${speedUp.ratio.toFixed(1)}x${why}`;
}

function crossoverLine(use: Use, crossovers: readonly Crossover[]): string[] {
  const own = crossovers.find(({ lane }) => lane === use.lane);
  if (own === undefined) return [];
  const { fromTaskMs = 0, fromTasks = 1, against, tasks } = own;
  const length = fromTaskMs > 0 ? [`Below ${wordedMs(fromTaskMs)} a task (of ${tasks})`] : [];
  const number =
    fromTasks > 1 ? [`${length.length === 0 ? 'With fewer' : 'or fewer'} than ${counted(fromTasks, 'task')}`] : [];
  return length.length + number.length === 0 ? [] : [`${[...length, ...number].join(', ')}: keep it ${against}.`];
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
