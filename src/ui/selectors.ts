import { baselineOf, findModel } from '../engine/catalog.ts';
import { hasEnded, type Lane, type LaneTask } from '../engine/lane/lane.ts';
import { speedUpOf } from '../engine/measure/figures.ts';
import type { Plan } from '../engine/plan.ts';

/** Milliseconds that the lane has been running at `now`, or took in all once it has ended. */
export function elapsedMs(lane: Lane, now: number): number {
  if (hasEnded(lane.state) || lane.epoch === undefined) return lane.lastAt / 1_000;
  return Math.max(lane.lastAt / 1_000, now - Number(lane.epoch) / 1e6);
}

/** `1.03 s`, to a hundredth; minutes from one hundred seconds on. */
export function secondsText(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 100) return `${seconds.toFixed(2)} s`;
  return `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(2).padStart(5, '0')} s`;
}

/** What the lower edge of a pane says about its speed, or nothing. */
export function speedText(lane: Lane, lanes: readonly Lane[], times: string): string {
  const runtime = findModel(lane.model)?.runtime;
  if (runtime === undefined || lane.state !== 'finished') return '';
  if (lane.model === baselineOf[runtime]) return 'the baseline';
  const speedUp = speedUpOf(lane, lanes);
  return speedUp === undefined ? '' : `${speedUp.wall.toFixed(2)}${times} as fast as ${baselineOf[runtime]}`;
}

/** Whether the task has come to an end of any kind. */
export function isOver({ state }: LaneTask): boolean {
  return state === 'finished' || state === 'failed' || state === 'stopped';
}

/** How many tasks there are, and how many ended how. */
export function taskCounts({ tasks }: Lane): { finished: number; failed: number; total: number } {
  let finished = 0;
  let failed = 0;
  for (const { state } of tasks) {
    if (state === 'finished') finished += 1;
    else if (state === 'failed') failed += 1;
  }
  return { finished, failed, total: tasks.length };
}

/** `64 at once`, where a limit keeps some tasks waiting. */
export function limitText({ limit, tasks }: Lane): string {
  return limit !== undefined && limit < tasks.length ? `${limit} at once` : '';
}

/** The parameters in force: `10 tasks, size 500M`. */
export function parametersText({ parameters, scenario }: Plan): string {
  const { tasks, size, delayMs } = parameters;
  const amount = scenario.knob === 'size' ? `size ${shortNumber(size)}` : `delay ${delayText(delayMs)}`;
  return `${tasks} ${tasks === 1 ? 'task' : 'tasks'}, ${amount}`;
}

function delayText(ms: number): string {
  return ms < 100 ? `${ms} ms` : `${Number((ms / 1_000).toFixed(3))} s`;
}

/** `500M`, `12.5k`: at most four digits. */
export function shortNumber(value: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const unit = units.find(([least]) => value >= least);
  return unit === undefined ? String(value) : `${Number((value / unit[0]).toPrecision(4))}${unit[1]}`;
}

/** How the session stands. */
export interface Standing {
  readonly plan: Plan;
  readonly lanes: readonly Lane[];
  /** Milliseconds on the snapshot's clock; `endedAt` once the last run is over. */
  readonly now: number;
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** `running 3 of 6, together`, `done in 5.20 s`, `stopping`. */
export function standingText({ plan, lanes, startedAt, endedAt }: Standing): string {
  const order = plan.order === 'together' ? 'together' : 'in turn';
  if (endedAt === undefined) {
    const ended = lanes.filter(({ state }) => hasEnded(state)).length;
    if (ended === lanes.length) return 'finishing';
    return plan.order === 'together'
      ? `running ${lanes.length - ended} of ${lanes.length}, ${order}`
      : `running ${ended + 1} of ${lanes.length}, ${order}`;
  }
  const failed = lanes.filter(({ state }) => state === 'failed' || state === 'timed-out').length;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  return `done in ${secondsText(endedAt - startedAt)}${failures}, ${order}`;
}
