import { partNames } from '../measure/time/breakdown.ts';
import { csvRecord } from '../text/csv.ts';
import { plainText } from '../text/plain.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';
import type { ReportRound } from './round.ts';

/** Under their headings: the parts of the workers' time have columns `startUpMs` and `tearDownMs` already. */
const figures = {
  wallMs: 'wallMs',
  spawnMs: 'startUpMs',
  workMs: 'workMs',
  teardownMs: 'tearDownMs',
  cpuMs: 'cpuMs',
  bootMs: 'bootMs',
  exitMs: 'exitMs',
  bootCpuMs: 'bootCpuMs',
  peakBytes: 'peakBytes',
  lines: 'lines',
} as const;
const uses = [
  'effective',
  'workers',
  'depth',
  'usable',
  'efficiency',
  'serialFraction',
  'voluntarySwitches',
  'involuntarySwitches',
] as const;

const headings = [
  'scenario',
  'model',
  'runtime',
  'state',
  'round',
  'kind',
  'counts',
  'referenceBeforeMs',
  'referenceAfterMs',
  ...Object.keys(figures),
  ...uses,
  ...partNames.map((name) => `${name}Ms`),
  'reason',
];

/** One record a round, one without figures for a lane that has none: RFC 4180, with a header. */
export const csv: Format = ({ scenario, lanes }) => {
  const records = lanes.flatMap((lane) =>
    lane.rounds.length === 0
      ? [recordOf(scenario.id, lane, undefined)]
      : lane.rounds.map((round) => recordOf(scenario.id, lane, round)),
  );
  return [headings, ...records].map(csvRecord).join('');
};

function recordOf(scenario: string, lane: ReportLane, round: ReportRound | undefined): string[] {
  const { beforeMs, afterMs } = round?.reference ?? {};
  const values = [
    round?.round,
    round?.kind,
    round?.counts,
    beforeMs,
    afterMs,
    ...Object.values(figures).map((name) => round?.[name]),
    ...uses.map((name) => round?.parallelism?.[name]),
    ...partNames.map((name) => round?.breakdownMs[name]),
  ].map((value) => (value === undefined ? '' : String(value)));
  const { lane: name, runtime, state, reason = '' } = lane;
  return [scenario, name, runtime, round?.state ?? state, ...values, plainText(reason)];
}
