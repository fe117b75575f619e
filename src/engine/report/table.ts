import { fitText, plainText } from '../plain-text.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';

const headings = ['model', 'state', 'wall', 'start-up', 'work', 'CPU', 'speed-up', 'lines'];

/** One row a lane, for people; what went wrong is told below. */
export const table: Format = ({ scenario, environment, lanes, warnings }) => {
  const { id, order, tasks } = scenario;
  const cores = environment.cores === 1 ? '1 core' : `${environment.cores} cores`;
  const rows = [headings, ...lanes.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const body = rows.map((row) =>
    row
      .map((cell, column) => align(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd(),
  );
  const reasons = lanes.flatMap(({ model, reason }) => (reason === undefined ? [] : `${model}: ${plainText(reason)}`));
  const notes = [...lanes.flatMap(findings), ...reasons, ...warnings.map(({ message }) => `warning: ${message}`)];
  return [
    `${id}: ${tasks} ${tasks === 1 ? 'task' : 'tasks'}, lanes ${order === 'together' ? 'together' : 'in turn'}, ${cores}`,
    '',
    ...body,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n');
};

/** What a run told besides its times: what its tasks measured, and what became of its GIL. */
function findings({ model, rounds }: ReportLane): string[] {
  const { gil, tasks = [] } = rounds[0] ?? {};
  const measured = tasks.flatMap(({ label, measured }) => {
    const figures = Object.entries(measured ?? {}).filter(([, value]) => typeof value === 'number');
    const words = figures.map(
      ([name, value]) => `${name} ${Number(value).toLocaleString('en', { maximumFractionDigits: 1 })}`,
    );
    return words.length === 0 ? [] : `${model}, ${plainText(label)}: ${plainText(words.join(', '))}`;
  });
  if (gil === undefined) return measured;
  return [
    ...measured,
    `${model}: the GIL switched ${gil.switches} times, held for ${gil.meanHoldMs.toFixed(2)} ms on average`,
  ];
}

/** Names to the left, figures to the right. */
function align(cell: string, width: number, column: number): string {
  return column < 2 ? fitText(cell, width) : cell.padStart(width);
}

function rowOf({ model, state, rounds, speedup }: ReportLane): string[] {
  const [round] = rounds;
  if (round === undefined) return [model, state, '', '', '', '', '', ''];
  const times = [round.wallMs, round.spawnMs, round.workMs, round.cpuMs].map((ms) => `${(ms / 1_000).toFixed(2)} s`);
  return [model, state, ...times, speedup === undefined ? '' : `${speedup.toFixed(2)}×`, String(round.lines)];
}
