import type { Format } from '../format.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportRound, ReportTask, ReportWorker } from '../round.ts';
import { asyncTask, counter, metadata, slice, type TraceEvent } from './trace-events.ts';

/**
 * The report as a trace for Perfetto and chrome://tracing: a process for each run, a track for each
 * worker, side by side although they ran in turn. Of several rounds the last one, of which all is
 * known. In the JSON form of the Trace Event Format (Nat Duca and Dan Sinclair, Google, 2016).
 */
export const trace: Format<Report> = (report) => {
  const runs = report.lanes.flatMap((lane) => lane.rounds.slice(-1).map((round) => ({ lane, round })));
  const traceEvents = runs.flatMap(({ lane, round }, place) => runEvents(lane, round, place + 1));
  const otherData = { schema: report.schema, scenario: report.scenario.id, ...machineOf(report) };
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

function runEvents(lane: ReportLane, round: ReportRound, pid: number): TraceEvent[] {
  const name = lane.rounds.length === 1 ? lane.lane : `${lane.lane}, round ${round.round}`;
  const workers = round.workers.flatMap((worker, place) => workerEvents(worker, round, pid, place + 1));
  return [
    metadata('process_name', pid, 0, { name }),
    metadata('process_sort_index', pid, 0, { sort_index: pid }),
    ...workers,
    ...counters(round, pid),
  ];
}

function workerEvents(worker: ReportWorker, round: ReportRound, pid: number, tid: number): TraceEvent[] {
  const from = Math.min(worker.askedMs, worker.startedMs);
  const to = Math.max(worker.startedMs, worker.exitedMs ?? round.wallMs);
  const tasks = round.tasks
    .filter((task) => task.worker === worker.id && task.startedMs !== undefined)
    .map((task) => within(task, worker.startedMs, to))
    .toSorted((a, b) => a.from - b.from);
  const last = Math.max(worker.startedMs, ...tasks.map((task) => task.to));
  const args = { kind: worker.kind, pid: worker.pid, ...(worker.cpuMs !== undefined && { cpuMs: worker.cpuMs }) };
  return [
    metadata('thread_name', pid, tid, { name: `${worker.id} (${worker.kind})` }),
    metadata('thread_sort_index', pid, tid, { sort_index: tid }),
    slice(worker.id, 'worker', pid, tid, from, to, args),
    ...(from < worker.startedMs ? [slice('start-up', 'worker', pid, tid, from, worker.startedMs)] : []),
    ...taskEvents(tasks, pid, tid),
    ...(last < to ? [slice(tasks.length === 0 ? 'without a task' : 'tear-down', 'worker', pid, tid, last, to)] : []),
  ];
}

/** A task's span, cut to its worker's life. */
interface TaskSpan {
  readonly task: ReportTask;
  readonly from: number;
  readonly to: number;
}

function within(task: ReportTask, earliest: number, latest: number): TaskSpan {
  const from = Math.min(latest, Math.max(earliest, task.startedMs ?? earliest));
  return { task, from, to: Math.min(latest, Math.max(from, task.finishedMs ?? latest)) };
}

/** Slices of one track must nest, so tasks that overlap on an event loop become asynchronous ones. */
function taskEvents(tasks: readonly TaskSpan[], pid: number, tid: number): TraceEvent[] {
  const overlapping = tasks.some((span, index) => span.from < (tasks[index - 1]?.to ?? 0));
  return tasks.flatMap((span) => {
    const { task, from, to } = span;
    const args = { task: task.id, state: task.state, ...(task.result !== undefined && { result: task.result }) };
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

/** The waits of a task, none overlapping another, and where it waits for the GIL, the times it held it. */
function partsOf({ task, from, to }: TaskSpan): Part[] {
  const parts: Part[] = [];
  let reached = from;
  for (const { kind, atMs, ms } of task.waits.toSorted((a, b) => a.atMs - b.atMs)) {
    const begin = Math.max(reached, atMs);
    const end = Math.min(to, atMs + ms);
    if (end <= begin) continue;
    parts.push({ name: kind === 'gil' ? 'waits for the GIL' : kind, from: begin, to: end });
    reached = end;
  }
  return task.waits.some(({ kind }) => kind === 'gil') ? withHolds(parts, from, to) : parts;
}

function withHolds(waits: readonly Part[], from: number, to: number): Part[] {
  const ends = [from, ...waits.map((wait) => wait.to)];
  const begins = [...waits.map((wait) => wait.from), to];
  const holds = ends.map((end, index) => ({ name: 'holds the GIL', from: end, to: begins[index] ?? to }));
  return [...waits, ...holds.filter((hold) => hold.to > hold.from)].toSorted((a, b) => a.from - b.from);
}

/** How many tasks were under way, and how many of them waited, at every change. */
function counters({ tasks, wallMs }: ReportRound, pid: number): TraceEvent[] {
  const changes = tasks.flatMap((task) => {
    if (task.startedMs === undefined) return [];
    const span = within(task, 0, wallMs);
    const waits = partsOf(span).filter(({ name }) => name !== 'holds the GIL');
    return [
      { at: span.from, active: 1, waiting: 0 },
      ...waits.flatMap(({ from, to }) => [
        { at: from, active: -1, waiting: 1 },
        { at: to, active: 1, waiting: -1 },
      ]),
      { at: span.to, active: -1, waiting: 0 },
    ];
  });
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
