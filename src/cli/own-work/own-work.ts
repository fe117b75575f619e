import { type Model, models } from '../../engine/catalog.ts';
import { defined } from '../../engine/defined.ts';
import { mostTasks, runtimesFor } from '../../engine/plan.ts';
import { interpreterFor } from '../../engine/runtimes/interpreters.ts';
import type { Interpreter } from '../../engine/runtimes/runtime.ts';
import { type RuntimeId, runtimeOf } from '../../engine/runtimes/runtimes.ts';
import { SessionError } from '../../engine/session/session.ts';
import { lookAt } from '../../engine/supervise/look/look.ts';
import { languageOf, workloadOf } from '../../tasks/own-work.ts';
import type { WorkFile } from '../../tasks/work-file.ts';
import type { Scenario } from '../../tasks/workload.ts';
import type { SessionOptions } from '../options/given.ts';
import { UsageError } from '../usage-error.ts';
import { readFileWord } from './file-word.ts';
import { inputsIn } from './inputs.ts';
import { commandsOf, ownInterpreter } from './interpreter.ts';
import { cannotBeRun } from './look-words.ts';

/** The user's work that a word names, before anything was learnt of the file. Throws a UsageError. */
export function workNamed(word: string, options: Pick<SessionOptions, 'export'>): Scenario & { work: WorkFile } {
  const { path, name } = readFileWord(word);
  if (name !== undefined && options.export !== undefined)
    throw new UsageError(`--export: means nothing beside ${JSON.stringify(`#${name}`)}, which names one already`);
  const work: WorkFile = {
    path,
    name: name ?? options.export ?? languageOf(path)?.task ?? '',
    inputs: { from: 'file' },
  };
  return { ...workloadOf(work, { inputs: null }), work };
}

/**
 * The same with its inputs and the interpreter that it runs with, when the file has been looked at.
 * Rejects with a UsageError for what cannot be run, with a SessionError where nothing here can run it.
 */
export async function lookedAt(scenario: Scenario & { work: WorkFile }, options: SessionOptions): Promise<Scenario> {
  const [runtime = 'node'] = runtimesFor(scenario);
  const work = { ...scenario.work, inputs: await inputsIn(options) };
  const named = commandsOf(runtime, options);
  const command = named.length === 0 ? await ownInterpreter(runtime) : undefined;
  const interpreter = await usableOf(runtime, named.length > 0 ? named : [command ?? runtimeOf(runtime).command]);
  const request = { work, most: mostTasks, ...defined({ tasks: options.tasks }) };
  const seen = await lookAt(runtimeOf(runtime).look(interpreter), request);
  if (!('has' in seen)) throw cannotBeRun(scenario, seen);
  const { exports: _, ...facts } = seen;
  return workloadOf({ ...work, facts }, { inputs: seen.inputs, ...defined({ command }) });
}

/** The first of the interpreters behind `commands` that can run something. */
async function usableOf(runtime: RuntimeId, commands: readonly string[]): Promise<Interpreter> {
  const { baseline } = runtimeOf(runtime);
  const model = models.find(({ id }) => id === baseline) as Model;
  const found = await Promise.all(commands.map((command) => interpreterFor(baseline, model, [command])));
  const [first] = found;
  const usable = found.find((one) => !('reason' in one)) ?? first;
  if (usable !== undefined && !('reason' in usable)) return usable;
  throw new SessionError(new Error(usable?.reason));
}
