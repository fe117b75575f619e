import { defined } from '../engine/defined.ts';
import { type Environment, usableCores } from '../engine/measure/environment.ts';
import { type Choices, everyModelOf, type NamedInterpreter } from '../engine/plan.ts';
import { type RuntimeChoice, runtimes } from '../engine/runtimes/runtimes.ts';
import { shownUrl } from '../tasks/urls.ts';
import type { Scenario } from '../tasks/workload.ts';
import { libuvThreadsIn } from './libuv-threads.ts';
import type { RunOptions } from './options/given.ts';
import { checkPython } from './programs.ts';
import { everyModel } from './values.ts';

/** How many threads or processes may live at once. */
const defaultLive = 64;

/** The user's choices for a scenario; what they left open is for the plan to fill in. */
export async function choicesIn(
  scenario: Scenario,
  options: Omit<RunOptions, 'tui'>,
  environment: Environment,
): Promise<Choices> {
  const wanted = runtimesOf(options.runtime, await named(options.python ?? []));
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

/** Who names an interpreter wants to see its models. */
function runtimesOf(
  runtime: RuntimeChoice | undefined,
  python: readonly NamedInterpreter[],
): Pick<Choices, 'runtimes' | 'interpreters'> {
  if (python.length === 0) return runtime === undefined ? {} : { runtimes: runtime };
  return { runtimes: runtime ?? runtimes.map(({ id }) => id), interpreters: { python } };
}

/** Interpreters that the user named are asked for their versions here; the python3 on the PATH by who runs with it. */
async function named(given: readonly string[]): Promise<NamedInterpreter[]> {
  const commands = [...new Set(given)];
  for (const command of commands) checkPython(command);
  // One alone needs no telling apart: its answer, which may take long, is waited for by its lanes.
  const tags = commands.length > 1 ? await tagged(commands) : [];
  return commands.map((command, index) => ({ command, tag: tags[index] ?? command }));
}

async function tagged(commands: readonly string[]): Promise<string[]> {
  const { findInterpreters, tagsOf } = await import('../engine/runtimes/interpreters.ts');
  return tagsOf('python', await findInterpreters('python', commands));
}
