import { findModel, type Model, partsOf } from '../catalog.ts';
import type { Interpreter, NoInterpreter, RunnerCommand, Runtime } from './runtime.ts';
import { type RuntimeId, runtimeOf } from './runtimes.ts';

/** What is behind a command: an interpreter of its runtime, or why there is none. */
export type Probe = Interpreter | NoInterpreter;

const probes = new Map<string, Promise<Probe>>();

/** What there is behind each command; every one is asked once in the life of the process. */
export function findInterpreters(id: RuntimeId, commands: readonly string[]): Promise<Probe[]> {
  return Promise.all(
    commands.map((command) => {
      const key = `${id}\0${command}`;
      const known = probes.get(key) ?? runtimeOf(id).probe(command);
      probes.set(key, known);
      return known;
    }),
  );
}

/** How to start the run of a lane, or why it cannot be. `interpreters` are the commands there are for each runtime. */
export async function runnerFor(
  lane: string,
  interpreters: Readonly<Record<RuntimeId, readonly string[]>>,
): Promise<RunnerCommand | { readonly unavailable: string }> {
  const model = findModel(lane);
  if (model === undefined) return { unavailable: `there is no model ${lane}` };
  const found = await interpreterFor(lane, model, interpreters[model.runtime]);
  return 'reason' in found ? { unavailable: found.reason } : runtimeOf(model.runtime).runner(found);
}

/** The interpreter that a lane of a model runs with, among those behind `commands`, or why it cannot run. */
export async function interpreterFor(lane: string, model: Model, commands: readonly string[]): Promise<Probe> {
  const chosen = chosenFor(lane, runtimeOf(model.runtime), await findInterpreters(model.runtime, commands));
  if ('reason' in chosen) return chosen;
  const reason = whyNot(model, chosen);
  return reason === undefined ? chosen : { command: chosen.command, reason };
}

/** The one that the lane names, or the first. */
function chosenFor(lane: string, runtime: Runtime, found: readonly Probe[]): Probe {
  const { tag } = partsOf(lane);
  const chosen = tag === undefined ? found[0] : found.find((one) => namesOf(runtime, one).includes(tag));
  if (chosen !== undefined) return chosen;
  const all = found.map((one) => ('reason' in one ? one.command : `${one.command} (${one.version})`)).join(', ');
  return { command: tag ?? '', reason: `there is no ${runtime.title} ${tag} among ${all}${advice(runtime, 'it')}` };
}

/** Why a model cannot run with an interpreter; undefined when it can. */
export function whyNot(model: Model, { command, version }: Interpreter): string | undefined {
  const runtime = runtimeOf(model.runtime);
  const isNewEnough = isAtLeast(version, runtime.oldest);
  const [who, needed] = isNewEnough ? [model.id, model.since ?? runtime.oldest] : ['lanes', runtime.oldest];
  if (isAtLeast(version, needed)) return undefined;
  return `${who} needs ${runtime.title} ${needed.join('.')} or newer, and ${command} is ${version}${advice(runtime, 'another')}`;
}

/** What tells the lanes of several interpreters apart: `3.13`, or more of the version where that is not enough. */
export function tagsOf(id: RuntimeId, found: readonly Probe[]): string[] {
  const runtime = runtimeOf(id);
  return found.map((one) => {
    const isUnique = (name: string) => found.filter((other) => namesOf(runtime, other).includes(name)).length === 1;
    return namesOf(runtime, one).find(isUnique) ?? one.command;
  });
}

function namesOf(runtime: Runtime, one: Probe): readonly string[] {
  return 'reason' in one ? [one.command] : runtime.tags(one);
}

function advice({ namedBy }: Runtime, which: 'it' | 'another'): string {
  return namedBy === undefined ? '' : `; name ${which} with --${namedBy} PATH`;
}

/** Whether a version is no older than another. */
export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
