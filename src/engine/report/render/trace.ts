import { defined } from '../../defined.ts';
import type { TaskTimeline } from '../../measure/time/timeline.ts';
import type { Format } from '../format.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportRound } from '../round.ts';
import type { ReportTask } from '../round-detail.ts';
import { type RoundTimeline, roundTimeline } from '../round-timeline.ts';
import { failureRemarks } from '../words/report.ts';
import { asyncTask, counter, metadata, slice, type TraceEvent } from './trace-events.ts';

/**
 * The report as a trace for Perfetto and chrome://tracing: a process for each run, a track for each
 * worker, side by side although they ran in turn. Of several rounds the last one, of which all is
 * known. In the JSON form of the Trace Event Format (Nat Duca and Dan Sinclair, Google, 2016).
 */
export const trace: Format<Report> = (report) => {
  const runs = report.lanes.flatMap((lane) => lane.rounds.slice(-1).map((round) => ({ lane, round })));
  const traceEvents = runs.flatMap(({ lane, round }, place) => runEvents(lane, round, place + 1));
  const otherData = { schema: report.schema, scenario: report.scenario.id, ...machineOf(report), ...reasonsOf(report) };
  return `${JSON.stringify({ displayTimeUnit: 'ms', otherData, traceEvents: fromZero(traceEvents) }, undefined, 1)}\n`;
};

/** A worker may be asked for before the epoch of its run, and a time below zero is none to a viewer. */
function fromZero(events: readonly TraceEvent[]): TraceEvent[] {
  const earliest = events.reduce((least, { ts }) => Math.min(least, ts), 0);
  return events.map((event) => (event.ph === 'M' ? event : { ...event, ts: event.ts - earliest }));
}

function machineOf({ environment }: Report) {
  return { cpu: environment.cpu, cores: environment.cores, node: environment.node };
}

/** Why lanes failed, and how many of their tasks: one whose run never began has no track to say it on. */
function reasonsOf(report: Report) {
  const reasons = Map.groupBy(failureRemarks(report), ({ about }) => about);
  const told = [...reasons].map(([lane, remarks]) => [lane, remarks.map(({ text }) => text).join('; ')]);
  return told.length > 0 && { reasons: Object.fromEntries(told) };
}

function runEvents(lane: ReportLane, round: ReportRound, pid: number): TraceEvent[] {
  const name = lane.rounds.length === 1 ? lane.lane : `${lane.lane}, round ${round.round}`;
  const workers = roundTimeline(lane.lane, round);
  return [
    metadata('process_name', pid, 0, { name }),
    metadata('process_sort_index', pid, 0, { sort_index: pid }),
    ...workers.flatMap((worker, place) => workerEvents(worker, pid, place + 1)),
    ...counters(workers, pid),
  ];
}

function workerEvents(timeline: RoundTimeline, pid: number, tid: number): TraceEvent[] {
  const { worker, asked, ready, ended, tasks, lastTaskEnded, returned } = timeline;
  const args = { kind: worker.kind, pid: worker.pid, ...(worker.cpuMs !== undefined && { cpuMs: worker.cpuMs }) };
  const rest = tasks.length === 0 ? 'without a task' : 'tear-down';
  return [
    metadata('thread_name', pid, tid, { name: `${worker.id} (${worker.kind})` }),
    metadata('thread_sort_index', pid, tid, { sort_index: tid }),
    slice(worker.id, 'worker', pid, tid, asked, ended, args),
    ...(asked < ready ? [slice('start-up', 'worker', pid, tid, asked, ready)] : []),
    ...taskEvents(tasks, pid, tid),
    ...(lastTaskEnded < returned ? [slice('passing data', 'worker', pid, tid, lastTaskEnded, returned)] : []),
    ...(returned < ended ? [slice(rest, 'worker', pid, tid, returned, ended)] : []),
  ];
}

/** Slices of one track must nest, so tasks that overlap on an event loop become asynchronous ones. */
function taskEvents(tasks: RoundTimeline['tasks'], pid: number, tid: number): TraceEvent[] {
  const overlapping = tasks.some((span, index) => span.from < (tasks[index - 1]?.to ?? Number.NEGATIVE_INFINITY));
  return tasks.flatMap((span) => {
    const { task, from, to } = span;
    const { id, state, result, unsuccessful } = task;
    const args = { task: id, state, ...defined({ result, unsuccessful }) };
    const parts = partsOf(span);
    if (!overlapping) {
      const inner = parts.map((part) => slice(part.name, 'wait', pid, tid, part.from, part.to));
      return [slice(task.label, 'task', pid, tid, from, to, args), ...inner];
    }
    return asyncTask(task.label, pid, tid, task.id, { from, to, args }, parts);
  });
}

interface Part {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const waitNames = { sleep: 'sleep', io: 'io', gil: 'waits for the GIL', output: 'writes output' } as const;

/** The waits of a task, and where it waits for the GIL, the times it held it. */
function partsOf({ waits, holds }: TaskTimeline<ReportTask>): Part[] {
  const waited = waits.map(({ kind, from, to }) => ({ name: waitNames[kind], from, to }));
  const held = holds.map((hold) => ({ name: 'holds the GIL', ...hold }));
  return [...waited, ...held].sort((a, b) => a.from - b.from);
}

/** How many tasks were under way, and how many of them waited, at every change. */
function counters(workers: readonly RoundTimeline[], pid: number): TraceEvent[] {
  const changes = workers
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ from, to, waits }) => [
      { at: from, active: 1, waiting: 0 },
      ...waits.flatMap((wait) => [
        { at: wait.from, active: -1, waiting: 1 },
        { at: wait.to, active: 1, waiting: -1 },
      ]),
      { at: to, active: -1, waiting: 0 },
    ]);
  let active = 0;
  let waiting = 0;
  const values = new Map<number, { active: number; waiting: number }>();
  for (const change of changes.sort((a, b) => a.at - b.at)) {
    active += change.active;
    waiting += change.waiting;
    values.set(change.at, { active, waiting });
  }
  return [...values].map(([at, value]) => counter('parallelism', pid, at, value));
}
