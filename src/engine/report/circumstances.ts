import { findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { Environment } from '../measure/environment.ts';
import { differingRuns } from '../measure/results.ts';
import { type Circumstances, type Warning, warningsOf } from '../measure/warnings.ts';
import { groupOf, isSameWork, type Plan, runtimesOf } from '../plan.ts';
import { type RuntimeId, runtimeOf } from '../runtimes/runtimes.ts';
import type { JudgedRun } from '../session/counted.ts';
import type { ReportVerdict } from './verdict.ts';

/** libuv's own size of its pool. */
export const defaultLibuvThreads = 4;

/** What there is to warn of after a session. */
export function sessionWarnings(
  plan: Plan,
  runs: ReadonlyMap<string, readonly JudgedRun[]>,
  environment: Environment,
  { verdicts, othersCores }: { readonly verdicts: readonly ReportVerdict[]; readonly othersCores: number | undefined },
): Warning[] {
  const all = [...runs.values()].flat();
  const differing = differingLanes(plan, runs);
  const failing = lanesThatFailElsewhere(plan, all);
  return warningsOf({
    ...environment,
    ...shortestOf(all),
    ...defined({ libuvDemand: libuvDemandOf(plan, all) }),
    libuvThreads: plan.libuvThreads ?? defaultLibuvThreads,
    differing: differing.filter((lane) => !failing.includes(lane)),
    ...defined({ difference: differenceOf(all) }),
    isOwnWork: plan.scenario.work !== undefined,
    failing,
    sizes: differingSizes(plan),
    ...defined({ othersCores }),
    ...defined({ throttled: throttledOf(all) }),
    rejected: all.filter(({ kind }) => kind === 'rejected').length,
    dependences: verdicts.flatMap(({ dependence }) => dependence ?? []),
  });
}

/** The lanes whose results are not those of the others that do the same work. */
export function differingLanes(plan: Plan, runs: ReadonlyMap<string, readonly JudgedRun[]>): string[] {
  const differing = differingRuns([...runs.values()].flat(), (lane) => groupOf(plan, lane));
  return [...new Set(differing.map(({ lane }) => lane))];
}

/** The first of the session that is known with its place. */
function differenceOf(runs: readonly JudgedRun[]): Circumstances['difference'] {
  const run = runs.find(({ differs }) => differs !== undefined);
  return run?.differs && { ...run.differs, under: run.lane };
}

/** The lanes in which not the same tasks were unsuccessful as in the others that do the same work. */
function lanesThatFailElsewhere(plan: Plan, runs: readonly JudgedRun[]): string[] {
  const losses = runs.map(({ lane, losses: results }) => ({ lane, ...defined({ results }) }));
  return [...new Set(differingRuns(losses, (lane) => groupOf(plan, lane)).map(({ lane }) => lane))];
}

/** Below this share of its time a throttled run is none worth a word. */
const trifling = 0.01;

function throttledOf(runs: readonly JudgedRun[]): Circumstances['throttled'] {
  const times = runs.flatMap(({ throttledMs = 0, lastedMs }) => (throttledMs > trifling * lastedMs ? throttledMs : []));
  return times.length === 0 ? undefined : { runs: times.length, ms: times.reduce((sum, ms) => sum + ms) };
}

/** The size of a task under each runtime, where these are not the same. */
function differingSizes(plan: Plan): Partial<Record<RuntimeId, number>> {
  if (isSameWork(plan)) return {};
  return Object.fromEntries(runtimesOf(plan).map((runtime) => [runtime, plan.sizes[runtime]]));
}

/** The run that worked for the shortest time, for the warning that it was too short. */
function shortestOf(runs: readonly JudgedRun[]): { shortestWorkMs?: number; shortestOverheadMs?: number } {
  const figures = runs.flatMap((run) => (run.state === 'finished' ? (run.figures ?? []) : []));
  const [shortest] = figures.sort((a, b) => a.workMs - b.workMs);
  return shortest === undefined
    ? {}
    : { shortestWorkMs: shortest.workMs, shortestOverheadMs: shortest.startUpMs + shortest.tearDownMs };
}

/**
 * Cores' worth of CPU time that was used while runs went on, but by none of them; undefined where
 * that is not known, or lanes ran together. The built-in server is one of the others: it takes cores
 * from the runs as well.
 */
export function othersCoresOf({ order }: Plan, runs: ReadonlyMap<string, readonly JudgedRun[]>): number | undefined {
  if (order === 'together') return undefined;
  let usedMs = 0;
  let lastedMs = 0;
  for (const { around, figures, checkCpuMs = 0 } of [...runs.values()].flat()) {
    if (around === undefined || figures?.cpuMs === undefined) continue;
    usedMs += around.machineCpuMs - figures.cpuMs - figures.bootCpuMs - checkCpuMs;
    lastedMs += around.lifeMs;
  }
  return lastedMs === 0 ? undefined : Math.max(0, usedMs / lastedMs);
}

/** The most tasks that were under way at once in one process, where each occupies a thread of libuv's pool. */
function libuvDemandOf({ scenario }: Plan, runs: readonly JudgedRun[]): number | undefined {
  if (!scenario.usesLibuvPool) return undefined;
  const depths = runs.flatMap(({ lane, parallelism }) => {
    const { runtime, shared } = findModel(lane) ?? {};
    const ownsPool = runtime !== undefined && runtimeOf(runtime).options.includes('libuv-threads');
    return ownsPool && shared !== 'nothing' ? (parallelism?.depth ?? []) : [];
  });
  return depths.length === 0 ? undefined : Math.max(...depths);
}
