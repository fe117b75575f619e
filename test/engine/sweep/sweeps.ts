import type { Report, ReportLane } from '../../../src/engine/report/report.ts';
import { type Sweep, sweepOf } from '../../../src/engine/sweep/sweep.ts';
import { sampleReport } from '../report/reports.ts';

const jitter = [0, 0.01, -0.01, 0.02, -0.02, 0.005];

/** A report of lanes that computed, with rounds of about these times in ms; without a time a lane failed. */
export function reportOf(times: Readonly<Record<string, number | undefined>>, rounds = 3): Report {
  const report = sampleReport();
  const [template] = report.lanes;
  const [round] = template?.rounds ?? [];
  if (template === undefined || round === undefined) throw new Error('the sample has a lane');
  const lanes = Object.entries(times).map(([lane, ms], place): ReportLane => {
    if (ms === undefined) return { lane, runtime: 'node', size: 1, state: 'failed', reason: 'broke', rounds: [] };
    const told = jitter.slice(0, rounds).map((noise, index) => ({
      ...round,
      round: index + 1,
      wallMs: ms * (1 + (place % 2 === 0 ? noise : -noise)),
      cpuMs: ms,
    }));
    return { lane, runtime: 'node', size: 1, state: 'finished', rounds: told };
  });
  return { ...report, scenario: { ...report.scenario, rounds }, lanes, breakEven: [], warnings: [] };
}

/** A sweep of a pool whose times follow a law. */
export function sweptPool(workers: readonly number[], timeOf: (workers: number) => number, rounds = 3): Sweep {
  const times = workers.map((n) => [`thread-pool:${n}`, timeOf(n)]);
  return sweepOf(reportOf({ sequential: 1_000, ...Object.fromEntries(times) }, rounds));
}
