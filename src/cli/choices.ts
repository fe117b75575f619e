import { partsOf } from '../engine/catalog.ts';
import { defined } from '../engine/defined.ts';
import type { Choices, NamedInterpreter } from '../engine/plan.ts';
import { type RuntimeChoice, runtimes } from '../engine/runtimes/runtimes.ts';
import type { Scenario } from '../tasks/workload.ts';
import type { RunOptions } from './options/run-options.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/**
 * The user's choices; what they left open is for the plan to fill in. `pythons` are the
 * interpreters that they named.
 */
export function choicesOf(
  options: Omit<RunOptions, 'tui'>,
  usableCores: number,
  pythons: readonly NamedInterpreter[],
): Choices {
  const { models, tasks, size, delay, url, timeout, live, switchInterval, libuvThreads, rounds, warmUp } = options;
  const order = options.together ? ('together' as const) : options.inTurn ? ('in-turn' as const) : undefined;
  return {
    ...defined({
      lanes: models,
      tasks,
      size,
      delayMs: delay,
      urls: url,
      timeoutSeconds: timeout,
      order,
      switchIntervalMs: switchInterval,
      libuvThreads,
      rounds,
      warmUp,
    }),
    ...runtimesOf(options.runtime, pythons),
    workers: options.workers ?? usableCores,
    live,
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

/** Throws a UsageError for options that cannot be had with the scenario, or not together. */
export function checkOptions(scenario: Scenario, options: Pick<RunOptions, 'models' | 'rounds' | 'together'>): void {
  checkModels(scenario, options);
  checkOrder(options);
}

function checkModels({ accepts }: Scenario, { models: chosen = [] }: Pick<RunOptions, 'models'>): void {
  if (accepts === undefined) return;
  for (const name of chosen) if (!accepts.includes(partsOf(name).id)) throw unknownWord('--models', name, accepts);
}

function checkOrder({ rounds = 1, together }: Pick<RunOptions, 'rounds' | 'together'>): void {
  if (!together || rounds === 1) return;
  throw new UsageError(
    `--together: cannot be had with --rounds ${rounds}; lanes that are measured run in turn, or they measure each other`,
  );
}
