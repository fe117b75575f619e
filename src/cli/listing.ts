import { laneName, type Model, models } from '../engine/catalog.ts';
import { json } from '../engine/report/format.ts';
import { findInterpreters, type Probe, tagsOf, whyNot } from '../engine/runtimes/interpreters.ts';
import { defaultRuntime, type RuntimeId, runtimeOf, runtimes } from '../engine/runtimes/runtimes.ts';
import { plainText } from '../engine/text/plain.ts';
import { alignedRows, joinParagraphs } from '../engine/text/table.ts';
import { lessonOf, type Scenario } from '../tasks/workload.ts';
import type { SessionOptions } from './options/given.ts';
import { commandsOf } from './own-work/interpreter.ts';

/** A model as it can be run here, or not. */
interface Listed {
  readonly id: string;
  readonly runtime: string;
  readonly explanation: string;
  readonly available: boolean;
  readonly reason?: string;
}

/** An interpreter that can be named, and its runtime. */
interface Found {
  readonly runtime: RuntimeId;
  readonly probe: Probe;
}

/**
 * What there is to run: scenarios, interpreters and models, as a table for people or as JSON.
 * `named` are the commands that the user gave for the interpreters of a runtime.
 */
export async function listing(
  scenarios: readonly Scenario[],
  asJson: boolean,
  named: Pick<SessionOptions, RuntimeId>,
): Promise<string> {
  const found = await everyInterpreter(named);
  const listed = models.flatMap((model) => listedModel(model, found));
  if (asJson) {
    const data = {
      scenarios: scenarios.map(scenarioData),
      interpreters: found.map(({ probe }) => probe),
      models: listed,
    };
    return json(data);
  }
  const scenarioRows = scenarios.map((scenario, index) => [
    String(index + 1),
    scenario.id,
    lessonOf(scenario).sentence,
  ]);
  const modelRows = listed.map(({ runtime, id, explanation, reason }) => [
    runtime,
    id,
    reason === undefined ? explanation : `cannot run: ${reason}`,
  ]);
  return joinParagraphs([
    ['Scenarios', ...indented(scenarioRows)],
    ['Interpreters', ...indented(found.map(interpreterRow))],
    ['Models', ...indented(modelRows)],
  ]);
}

/** Those that were named of each runtime, or the one that stands for it. */
async function everyInterpreter(named: Pick<SessionOptions, RuntimeId>): Promise<Found[]> {
  const several = runtimes.filter(({ namedBy }) => namedBy !== undefined);
  const found = await Promise.all(
    several.map(async ({ id, command }) => {
      const commands = commandsOf(id, named);
      const probes = await findInterpreters(id, commands.length === 0 ? [command] : [...new Set(commands)]);
      return probes.map((probe) => ({ runtime: id, probe }));
    }),
  );
  return found.flat();
}

function scenarioData(scenario: Scenario) {
  const { id, runtimes: inRuntimes, defaults } = scenario;
  const { title, sentence, order, models: shown, beside } = lessonOf(scenario);
  const others = Object.entries(inRuntimes).filter(([other]) => other !== defaultRuntime);
  return {
    id,
    title,
    lesson: sentence,
    order,
    models: shown[defaultRuntime],
    ...Object.fromEntries(
      others.map(([other, work]) => [other, { models: shown[other], besideNode: beside, ...work }]),
    ),
    defaults,
  };
}

function listedModel(model: Model, found: readonly Found[]): Listed[] {
  const own = found.filter(({ runtime }) => runtime === model.runtime).map(({ probe }) => probe);
  if (own.length === 0) return [withReason(model, model.id, undefined)];
  const tags = own.length > 1 ? tagsOf(model.runtime, own) : [];
  return own.map((one, index) => withReason(model, laneOf(model, tags[index]), reasonOf(model, one)));
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

function interpreterRow({ runtime, probe }: Found): string[] {
  return [runtime, probe.command, 'reason' in probe ? probe.reason : runtimeOf(runtime).describe(probe)];
}

function indented(rows: readonly (readonly string[])[]): string[] {
  const plain = rows.map((cells) => cells.map(plainText));
  return alignedRows(plain, ['left', 'left', 'left']).map((line) => `  ${line}`);
}
