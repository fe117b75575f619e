import type { WorkFile } from '../../tasks/work-file.ts';
import { defined } from '../defined.ts';
import { adviceOn } from '../measure/advice/advice.ts';
import type { Advice, AdvisedLane } from '../measure/advice/advised.ts';
import { allowedCores } from '../measure/environment.ts';
import { measuredLane } from './break-even.ts';
import { defaultLibuvThreads } from './circumstances.ts';
import type { Report, ReportLane } from './report.ts';
import { typicalPeakBytes, typicalUse } from './typical.ts';

/** What the figures of a session advise on the user's own work, from medians over the rounds that count. */
export function adviceFor(
  { scenario, lanes, environment }: Pick<Report, 'scenario' | 'lanes' | 'environment'>,
  { inputs, facts }: Pick<WorkFile, 'inputs' | 'facts'>,
): Advice[] {
  const { tasks, workers, live, libuvThreads } = scenario;
  return adviceOn({
    ground: { tasks, workers, live, cores: allowedCores(environment) },
    lanes: lanes.flatMap(advisedLane),
    ...defined({ isAsync: facts?.isAsync, freeBytes: environment.freeBytes }),
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
