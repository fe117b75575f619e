import { defined } from '../engine/defined.ts';
import { type Environment, usableCores } from '../engine/measure/environment.ts';
import { type Choices, everyModelOf, type NamedInterpreter } from '../engine/plan.ts';
import { defaultRuntime, type RuntimeChoice, type RuntimeId, runtimes } from '../engine/runtimes/runtimes.ts';
import { shownUrl } from '../tasks/urls.ts';
import type { Scenario } from '../tasks/workload.ts';
import { libuvThreadsIn } from './libuv-threads.ts';
import type { RunOptions, SessionOptions } from './options/given.ts';
import { commandsOf } from './own-work/interpreter.ts';
import { everyModel } from './values.ts';

/** How many threads or processes may live at once. */
const defaultLive = 64;

/** The user's choices for a scenario; what they left open is for the plan to fill in. */
export async function choicesIn(
  scenario: Scenario,
  options: Omit<RunOptions, 'tui'>,
  environment: Environment,
): Promise<Choices> {
  const wanted = runtimesOf(options.runtime, await namedInterpreters(options));
  const models = options.models?.includes(everyModel) ? everyModelOf(scenario, wanted.runtimes) : options.models;
  const { tasks, size, delay, url, timeout, switchInterval, rounds, warmUp } = options;
  const order = options.together ? ('together' as const) : options.inTurn ? ('in-turn' as const) : undefined;
  return {
    ...defined({
      lanes: models,
      tasks,
      size,
      delayMs: delay,
      urls: url?.map(shownUrl),
      timeoutSeconds: timeout,
      order,
      switchIntervalMs: switchInterval,
      libuvThreads: options.libuvThreads ?? libuvThreadsIn(process.env),
      rounds,
      warmUp,
    }),
    ...wanted,
    workers: options.workers ?? usableCores(environment),
    live: options.live ?? defaultLive,
    seed: options.seed,
  };
}

/** Who names an interpreter wants to see its models, beside those of Node. */
function runtimesOf(
  runtime: RuntimeChoice | undefined,
  interpreters: NonNullable<Choices['interpreters']>,
): Pick<Choices, 'runtimes' | 'interpreters'> {
  const wanted = runtimes.map(({ id }) => id).filter((id) => id === defaultRuntime || interpreters[id] !== undefined);
  const byDefault = wanted.length === 1 ? undefined : wanted;
  return { interpreters, ...defined({ runtimes: runtime ?? byDefault }) };
}

/** Interpreters that the user named are asked for their versions here; others by who runs with them. */
async function namedInterpreters(
  given: Pick<SessionOptions, RuntimeId>,
): Promise<NonNullable<Choices['interpreters']>> {
  const named: Partial<Record<RuntimeId, readonly NamedInterpreter[]>> = {};
  for (const { id } of runtimes) {
    const commands = [...new Set(commandsOf(id, given))];
    // One alone needs no telling apart: its answer, which may take long, is waited for by its lanes.
    const tags = commands.length > 1 ? await tagged(id, commands) : [];
    if (commands.length > 0) named[id] = commands.map((command, index) => ({ command, tag: tags[index] ?? command }));
  }
  return named;
}

async function tagged(id: RuntimeId, commands: readonly string[]): Promise<string[]> {
  const { findInterpreters, tagsOf } = await import('../engine/runtimes/interpreters.ts');
  return tagsOf(id, await findInterpreters(id, commands));
}
