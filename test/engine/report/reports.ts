import type { Lane } from '../../../src/engine/lane/lane.ts';
import type { Environment } from '../../../src/engine/measure/environment.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { json } from '../../../src/engine/report/format.ts';
import type { Report, ReportLane } from '../../../src/engine/report/report.ts';
import { reportOf } from '../../../src/engine/report/report-of.ts';
import type { Scenario } from '../../../src/tasks/workload.ts';
import { sessionOf } from '../../lanes.ts';
import { validReport } from '../../valid-json.ts';
import { scriptedLane, type TaskScript, type WorkerScript } from '../measure/lanes.ts';

/** The machine of reports that no machine made. */
export const environment: Environment = {
  platform: 'linux 6.1',
  arch: 'x64',
  cpu: 'A CPU of 2024',
  cores: 2,
  memoryBytes: 8e9,
  node: '24.0.0',
  lanes: '0.1.0',
  clockStepUs: 0.1,
  accounting: 'linux',
};

const scenario: Scenario = {
  id: 'fixture',
  runtimes: { node: {}, python: {} },
  options: [],
  defaults: { tasks: 10, size: 1, delayMs: 0, timeoutMs: 1_000 },
  article: {},
  build: () => [],
};

function tenTasks(make: (id: number) => Omit<TaskScript, 'id'>): TaskScript[] {
  return Array.from({ length: 10 }, (_, id) => ({ id, ...make(id) }));
}

function oneWorkerATask(
  name: string,
  kind: 'thread' | 'process',
  make: (id: number) => Omit<TaskScript, 'id'>,
): WorkerScript[] {
  return tenTasks(make).map((task) => ({
    id: `${name}${task.id + 1}`,
    kind,
    asked: 5,
    started: 40,
    startCpu: 30,
    cpu: 80,
    runQueue: 40,
    exited: 260,
    tasks: [task],
  }));
}

/** Ten tasks under four models: one after the other, overlapping, in threads, and waiting for a GIL. */
export function sampleReport(): Report {
  const loop = { id: 'loop', kind: 'loop' as const, started: 0, cpu: 480 };
  const sequential = tenTasks((id) => ({ from: id * 50, to: id * 50 + 50 }));
  const overlapping = tenTasks((id) => ({
    from: id,
    to: 490 + id,
    waits: [
      ['sleep', id + 10, 100],
      ['io', id + 200, 50],
    ],
  }));
  const lanes = [
    scriptedLane('sequential', [{ ...loop, exited: 500, tasks: sequential }], 505, 500),
    scriptedLane('promises', [{ ...loop, exited: 500, tasks: overlapping }], 505, 500),
    scriptedLane(
      'threads',
      oneWorkerATask('t', 'thread', () => ({ from: 42, to: 250 })),
      270,
      520,
    ),
    scriptedLane(
      'gil-threads',
      oneWorkerATask('g', 'thread', (id) => ({ from: 42, to: 250, waits: [['gil', 42 + id * 20, 25]] })),
      270,
      520,
    ),
  ];
  return reportOn(lanes);
}

/** What a report has of a lane. */
export function reportedLane(lane: Lane): ReportLane {
  const [reported] = reportOn([lane]).lanes;
  if (reported === undefined) throw new Error('a lane is missing');
  return reported;
}

/** The same work as one of a user's own file. */
export const ownScenario: Scenario = {
  ...scenario,
  id: 'resize.ts',
  work: { path: '/home/me/resize.ts', name: 'default', inputs: { from: 'file' } },
};

/** The report of a session in which these lanes ran once. */
export function reportOn(lanes: readonly Lane[], of: Scenario = scenario): Report {
  const names = lanes.map(({ name }) => name);
  const plan = planOf(of, { workers: 2, live: 64, seed: 1, lanes: names });
  return validReport(json(reportOf(plan, sessionOf(lanes), environment)));
}
