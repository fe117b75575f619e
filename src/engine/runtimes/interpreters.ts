import { findModel, type Model, partsOf } from '../catalog.ts';
import { type Interpreter, type NoInterpreter, type Probe, probe } from './probe-python.ts';

const oldest = [3, 9] as const;
const probes = new Map<string, Promise<Probe>>();

/** What there is behind each command; every one is asked once in the life of the process. */
export function findInterpreters(commands: readonly string[]): Promise<Probe[]> {
  return Promise.all(
    commands.map((command) => {
      const known = probes.get(command) ?? probe(command);
      probes.set(command, known);
      return known;
    }),
  );
}

/** The interpreter that a Python lane runs with, among those behind `commands`, or why it cannot run. */
export async function interpreterFor(lane: string, commands: readonly string[]): Promise<Probe> {
  const found = await findInterpreters(commands);
  const { tag } = partsOf(lane);
  const chosen = tag === undefined ? found[0] : found.find((one) => isCalled(one, tag));
  if (chosen === undefined) {
    const all = found.map((one) => ('reason' in one ? one.command : `${one.command} (${one.version})`)).join(', ');
    return { command: tag ?? '', reason: `there is no Python ${tag} among ${all}; name it with --python PATH` };
  }
  if ('reason' in chosen) return chosen;
  const reason = whyNot(findModel(lane), chosen);
  return reason === undefined ? chosen : { command: chosen.command, reason };
}

/** Why a model cannot run with an interpreter; undefined when it can. */
export function whyNot(model: Model | undefined, { command, version }: Interpreter): string | undefined {
  const isNewEnough = isAtLeast(version, oldest);
  const [who, needed] = isNewEnough ? [model?.id, model?.since ?? oldest] : ['lanes', oldest];
  if (isAtLeast(version, needed)) return undefined;
  return `${who} needs Python ${needed.join('.')} or newer, and ${command} is ${version}; name another with --python PATH`;
}

/** What tells the lanes of several interpreters apart: `3.13`, or more of the version where that is not enough. */
export function tagsOf(found: readonly Probe[]): string[] {
  return found.map((one) => {
    const names = namesOf(one);
    const isUnique = (name: string) => found.filter((other) => namesOf(other).includes(name)).length === 1;
    return names.find(isUnique) ?? one.command;
  });
}

function isCalled(one: Probe, tag: string): boolean {
  return namesOf(one).includes(tag);
}

/** From the shortest to the longest; a free-threaded build has a `t` as its executable does, `3.13t`. */
function namesOf(one: Interpreter | NoInterpreter): string[] {
  if ('reason' in one) return [one.command];
  const [major, minor] = one.version.split('.');
  const suffix = one.freeThreaded ? 't' : '';
  return [`${major}.${minor}${suffix}`, `${one.version}${suffix}`, one.command];
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
