import { partNames } from '../measure/time/breakdown.ts';
import { plainText } from '../plain-text.ts';
import type { Format } from './format.ts';
import type { ReportLane, ReportRound } from './report.ts';

const figures = ['wallMs', 'spawnMs', 'workMs', 'teardownMs', 'cpuMs', 'peakBytes', 'lines'] as const;

const headings = [
  'scenario',
  'model',
  'runtime',
  'state',
  'round',
  ...figures,
  ...partNames.map((name) => `${name}Ms`),
  'reason',
];

/** One record a round, one without figures for a lane that has none: RFC 4180, with a header. */
export const csv: Format = ({ scenario, lanes }) => {
  const records = lanes.flatMap((lane) =>
    lane.rounds.length === 0
      ? [recordOf(scenario.id, lane, undefined, '')]
      : lane.rounds.map((round, index) => recordOf(scenario.id, lane, round, String(index + 1))),
  );
  return [headings, ...records].map((record) => `${record.map(quote).join(',')}\r\n`).join('');
};

function recordOf(scenario: string, lane: ReportLane, round: ReportRound | undefined, number: string): string[] {
  const values = [...figures.map((name) => round?.[name]), ...partNames.map((name) => round?.breakdownMs[name])].map(
    (value) => (value === undefined ? '' : String(value)),
  );
  return [scenario, lane.model, lane.runtime, lane.state, number, ...values, plainText(lane.reason ?? '')];
}

/** A spreadsheet takes text that begins like this for a formula, and a task's error can say anything. */
const formula = /^[=+@\t\r-]/;

function quote(text: string): string {
  const harmless = formula.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
