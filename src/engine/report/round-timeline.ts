import { timelineOf, type WorkerTimeline } from '../measure/time/timeline.ts';
import type { ReportRound } from './round.ts';
import type { ReportTask, ReportWorker } from './round-detail.ts';

/** What a worker of a run in a report did, µs since the run's epoch. */
export type RoundTimeline = WorkerTimeline<ReportWorker, ReportTask>;

/** The timeline of a run in a report: that of its lane, which the report does not have, in the order of its workers. */
export function roundTimeline(lane: string, { state, wallMs, workers, tasks }: ReportRound): RoundTimeline[] {
  return timelineOf({
    name: lane,
    state,
    lastAt: inUs(wallMs),
    workers: workers.map((worker) => ({
      ...worker,
      askedAt: inUs(worker.askedMs),
      startedAt: inUs(worker.startedMs),
      readyAt: maybeInUs(worker.readyMs),
      exitedAt: maybeInUs(worker.exitedMs),
    })),
    tasks: tasks.map((task) => ({
      ...task,
      startedAt: maybeInUs(task.startedMs),
      finishedAt: maybeInUs(task.finishedMs),
      resultAt: maybeInUs(task.returnedMs),
    })),
    waits: tasks.flatMap(({ id, waits }) =>
      waits.map(({ kind, atMs, ms }) => ({ task: id, kind, at: inUs(atMs), us: inUs(ms) })),
    ),
  });
}

/** Whole microseconds: what the events were stamped in. */
function inUs(ms: number): number {
  return Math.round(ms * 1_000);
}

function maybeInUs(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : inUs(ms);
}
