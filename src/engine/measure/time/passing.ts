import { defined } from '../../defined.ts';
import type { Lane, LaneTask } from '../../lane/lane.ts';
import { timelineOf } from './timeline.ts';

/** What went between a run's runner and its workers, summed over its tasks, and for how long it was on its way. */
export interface Passing {
  /** From when an input was sent, or its worker could take it, until its task began. */
  readonly inputMs: number;
  /** Absent where no size is known. */
  readonly inputBytes?: number;
  /** From the end of a task until the runner had its result, whole. */
  readonly resultMs: number;
  readonly resultBytes?: number;
}

/** What a lane passed; undefined where none of it was told. */
export function passingOf(lane: Lane): Passing | undefined {
  const tasks = [...lane.tasks];
  const inputUs = inputTimes(lane);
  const resultUs = tasks.flatMap(({ finishedAt, resultAt }) =>
    finishedAt === undefined || resultAt === undefined ? [] : Math.max(0, resultAt - finishedAt),
  );
  if (inputUs.length + resultUs.length === 0) return undefined;
  return {
    inputMs: sumOf(inputUs) / 1_000,
    resultMs: sumOf(resultUs) / 1_000,
    ...defined({
      inputBytes: bytesOf(tasks, ({ inputBytes }) => inputBytes),
      resultBytes: bytesOf(tasks, ({ resultBytes }) => resultBytes),
    }),
  };
}

/** An input that was sent ahead waits first for its worker, which is no time on its way. */
function inputTimes(lane: Lane): number[] {
  return timelineOf(lane).flatMap(({ ready, tasks }) => {
    let free = ready;
    return tasks.flatMap(({ task: { sentAt }, from, to }) => {
      const since = Math.max(sentAt ?? from, free);
      free = Math.max(free, to);
      return sentAt === undefined ? [] : Math.max(0, from - since);
    });
  });
}

function bytesOf(tasks: readonly LaneTask[], of: (task: LaneTask) => number | undefined): number | undefined {
  const told = tasks.flatMap((task) => of(task) ?? []);
  return told.length === 0 ? undefined : sumOf(told);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
