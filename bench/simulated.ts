import { busy, type Noise, quiet, typical } from '../test/engine/measure/simulated-rounds.ts';
import {
  covers,
  seesDependence,
  shareOfChanges,
  shareOfDecisions,
  shareWithOutliers,
  tellsApart,
  tellsFaster,
} from '../test/engine/measure/simulated-sessions.ts';

const repetitions = 1_000;
/** Of what takes long. */
const fewer = 300;

const two = [1, 1];
const six = [1, 1, 1, 1, 1, 1];
const longer = [1.15, 1];

const machines: readonly (readonly [name: string, noise: Noise])[] = [
  ['quiet', quiet],
  ['typical', typical],
  ['busy', busy],
];

const correlations = [0, 0.3, 0.5, 0.7];

/** The tables of docs/method.md on simulated rounds, as they stand there, one after the other as they are made. */
export function* simulatedTables(): Generator<string> {
  yield* tableOf('machine: equal in 10, in 5 rounds; six equal; 15 %', machines, ([name, noise]) => [
    name,
    percent(shareOfDecisions({ costs: two, rounds: 10, noise, repetitions }, tellsApart)),
    percent(shareOfDecisions({ costs: two, rounds: 5, noise, repetitions }, tellsApart)),
    percent(shareOfDecisions({ costs: six, rounds: 10, noise, repetitions: fewer }, tellsApart)),
    percent(shareOfDecisions({ costs: longer, rounds: 10, noise, repetitions }, tellsFaster)),
  ]);
  yield* tableOf('correlation: equal in 5, 10, 20 rounds; six equal; 15 %', correlations, (correlation) => [
    String(correlation),
    ...[5, 10, 20].map((rounds) => percent(shareOfDecisions(dependent(two, rounds, correlation), tellsApart))),
    percent(shareOfDecisions({ ...dependent(six, 10, correlation), repetitions: fewer }, tellsApart)),
    percent(shareOfDecisions(dependent(longer, 10, correlation, typical), tellsFaster)),
  ]);
  yield* tableOf('correlation: seen in 5, 10, 20, 40 rounds; in 10 of six', correlations, (correlation) => [
    String(correlation),
    ...[5, 10, 20, 40].map((rounds) => percent(shareOfDecisions(dependent(two, rounds, correlation), seesDependence))),
    percent(shareOfDecisions({ ...dependent(six, 10, correlation), repetitions: fewer }, seesDependence)),
  ]);
  const spikes = 0.1;
  const spiky = { jitter: typical.jitter, drift: typical.drift, disturbed: 0, spikes };
  yield* tableOf('rounds: interval holds; no spike in them; told apart', [5, 10, 20, 50], (rounds) => [
    String(rounds),
    percent(shareOfDecisions({ costs: two, rounds, noise: spiky, repetitions }, covers(spiky))),
    percent((1 - spikes) ** rounds),
    percent(shareOfDecisions({ costs: two, rounds, noise: spiky, repetitions }, tellsApart)),
  ]);
  const normal: Noise = { jitter: 0.15, drift: 0, disturbed: 0 };
  yield* tableOf('rounds: sessions of two, of six lanes with an outlier', [5, 10, 20, 40], (rounds) => [
    String(rounds),
    ...[two, six].map((costs) => percent(shareWithOutliers({ costs, rounds, noise: normal, repetitions: 5_000 }))),
  ]);
  yield* tableOf('two sessions: unchanged in 10, in 5 rounds; correlation of 0.5; 15 %', machines, ([name, noise]) => [
    name,
    percent(shareOfChanges({ rounds: 10, noise, repetitions }, 1)),
    percent(shareOfChanges({ rounds: 5, noise, repetitions }, 1)),
    percent(shareOfChanges({ rounds: 10, noise: { ...noise, correlation: 0.5 }, repetitions }, 1)),
    percent(shareOfChanges({ rounds: 10, noise, repetitions }, 1.15, (ratio) => ratio > 1)),
  ]);
}

/** On the quiet machine, where nothing else disturbs what depends on the round before, it weighs most. */
function dependent(costs: readonly number[], rounds: number, correlation: number, noise = quiet) {
  return { costs, rounds, noise: { ...noise, correlation }, repetitions };
}

function* tableOf<Row>(title: string, rows: readonly Row[], cellsOf: (row: Row) => string[]): Generator<string> {
  yield title;
  for (const row of rows) yield `| ${cellsOf(row).join(' | ')} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
