import type { WorkFile } from '../../tasks/work-file.ts';
import { defined } from '../defined.ts';
import { adviceOn } from '../measure/advice/advice.ts';
import type { Advice, AdvisedLane } from '../measure/advice/advised.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import type { Plan } from '../plan.ts';
import type { JudgedRun } from '../session/counted.ts';
import type { SessionState } from '../session/session-state.ts';
import { measuredLane } from './break-even.ts';
import { defaultLibuvThreads } from './circumstances.ts';
import type { Report, ReportLane } from './report.ts';
import { reportLanes } from './report-lane.ts';
import { typicalPeakBytes, typicalUse } from './typical.ts';

type Choices = Pick<Report['scenario'], 'tasks' | 'workers' | 'live' | 'libuvThreads'>;

/** What a session advises that has ended, where it was of the user's own work; without a report, whose verdict takes longer. */
export function sessionAdvice(
  plan: Plan,
  session: SessionState,
  runs: ReadonlyMap<string, readonly JudgedRun[]>,
  environment: Environment,
): Advice[] {
  const { work } = plan.scenario;
  if (work === undefined) return [];
  const scenario = { ...plan, tasks: plan.parameters.tasks };
  return adviceFor({ scenario, lanes: reportLanes(plan, session, runs, []), environment }, work);
}

/** What the figures of a session advise on the user's own work, from medians over the rounds that count. */
export function adviceFor(
  { scenario, lanes, environment }: Pick<Report, 'lanes' | 'environment'> & { readonly scenario: Choices },
  { inputs, facts }: Pick<WorkFile, 'inputs' | 'facts'>,
): Advice[] {
  const { tasks, workers, live, libuvThreads } = scenario;
  return adviceOn({
    ground: { tasks, workers, live, cores: allowedCores(environment) },
    lanes: lanes.flatMap(advisedLane),
    ...defined({ isAsync: facts?.isAsync, loadMs: facts?.loadMs, freeBytes: environment.freeBytes }),
    mayMakeInputs: inputs.from === 'file' && (facts === undefined || facts.inputsMs < facts.loadMs),
    libuvThreads: { count: libuvThreads ?? defaultLibuvThreads, isChosen: libuvThreads !== undefined },
  });
}

function advisedLane(lane: ReportLane): AdvisedLane[] {
  const measured = measuredLane(lane);
  const last = lane.rounds.findLast(({ tasks }) => tasks.length > 0);
  if (measured === undefined || last === undefined) return [];
  return [
    {
      ...measured,
      depth: typicalUse(lane, ({ depth }) => depth) ?? 1,
      alive: typicalUse(lane, ({ workers }) => workers) ?? 1,
      lengthsMs: last.tasks.flatMap(({ startedMs, finishedMs }) =>
        startedMs === undefined || finishedMs === undefined ? [] : finishedMs - startedMs,
      ),
      loadsMs: last.workers.flatMap(({ loadMs }) => loadMs ?? []),
      ...defined({ passing: last.passing, peakBytes: typicalPeakBytes(lane) }),
      sharesGil: last.sharesGil === true,
    },
  ];
}
