import { models } from '../engine/catalog.ts';
import { scenarios } from '../tasks/scenarios.ts';

/** What there is to run: scenarios and models, as a table for people or as JSON. */
export function listing(asJson: boolean): string {
  if (asJson) {
    const data = {
      scenarios: scenarios.map(({ id, title, lesson, order, models: ids, defaults }) => ({
        id,
        title,
        lesson,
        order,
        models: ids,
        defaults,
      })),
      models: models.map(({ id, runtime, explanation }) => ({ id, runtime, explanation, available: true })),
    };
    return `${JSON.stringify(data, undefined, 2)}\n`;
  }
  const scenarioRows = scenarios.map(({ id, lesson }, index) => [String(index + 1), id, lesson]);
  const modelRows = models.map(({ runtime, id, explanation }) => [runtime, id, explanation]);
  return ['Scenarios', ...aligned(scenarioRows), '', 'Models', ...aligned(modelRows), ''].join('\n');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}
