import { laneName, type Model, models } from '../engine/catalog.ts';
import { findInterpreters, tagsOf, whyNot } from '../engine/runtimes/interpreters.ts';
import type { Probe } from '../engine/runtimes/probe-python.ts';
import { scenarios } from '../tasks/scenarios.ts';

const defaultPythons = ['python3'];

/** A model as it can be run here, or not. */
interface Listed {
  readonly id: string;
  readonly runtime: string;
  readonly explanation: string;
  readonly available: boolean;
  readonly reason?: string;
}

/** What there is to run: scenarios, interpreters and models, as a table for people or as JSON. */
export async function listing(asJson: boolean, pythons: readonly string[] = defaultPythons): Promise<string> {
  const interpreters = await findInterpreters([...new Set(pythons)]);
  const listed = listedModels(interpreters);
  if (asJson) {
    const data = {
      scenarios: scenarios.map(({ id, title, lesson, order, models: ids, python, defaults }) => ({
        id,
        title,
        lesson,
        order,
        models: ids,
        ...(python !== undefined && { python }),
        defaults,
      })),
      interpreters,
      models: listed,
    };
    return `${JSON.stringify(data, undefined, 2)}\n`;
  }
  const scenarioRows = scenarios.map(({ id, lesson }, index) => [String(index + 1), id, lesson]);
  const modelRows = listed.map(({ runtime, id, explanation, reason }) => [
    runtime,
    id,
    reason === undefined ? explanation : `cannot run: ${reason}`,
  ]);
  return [
    ['Scenarios', ...aligned(scenarioRows)],
    ['Interpreters', ...aligned(interpreters.map(interpreterRow))],
    ['Models', ...aligned(modelRows)],
  ]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function listedModels(interpreters: readonly Probe[]): Listed[] {
  const tags = interpreters.length > 1 ? tagsOf(interpreters) : [];
  return models.flatMap((model) =>
    model.runtime === 'python'
      ? interpreters.map((one, index) => withReason(model, laneOf(model, tags[index]), reasonOf(model, one)))
      : [withReason(model, model.id, undefined)],
  );
}

function laneOf({ id }: Model, tag: string | undefined): string {
  return laneName({ id, ...(tag !== undefined && { tag }) });
}

function reasonOf(model: Model, one: Probe): string | undefined {
  return 'reason' in one ? one.reason : whyNot(model, one);
}

function withReason({ runtime, explanation }: Model, id: string, reason: string | undefined): Listed {
  return { id, runtime, explanation, available: reason === undefined, ...(reason !== undefined && { reason }) };
}

function interpreterRow(one: Probe): string[] {
  if ('reason' in one) return ['python', one.command, one.reason];
  const { command, executable, version, implementation, freeThreaded, gil, switchIntervalMs } = one;
  const build = freeThreaded ? 'free-threaded build' : 'no free-threaded build';
  const lock = gil ? `GIL on, switch interval ${switchIntervalMs} ms` : 'GIL off';
  return ['python', command, `${implementation} ${version}, ${build}, ${lock} (${executable})`];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}
