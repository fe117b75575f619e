import type { LaneOrder, Parameters, Scenario } from '../tasks/scenarios.ts';
import type { TaskSpec } from '../tasks/task.ts';
import { seededPaths } from '../tasks/urls.ts';

/** CPython's own default. */
const defaultSwitchIntervalMs = 5;

/** What the user chose, as far as they chose. Times in ms unless they say otherwise. */
export interface Choices {
  readonly models?: readonly string[];
  readonly tasks?: number;
  readonly size?: number | 'article';
  readonly delayMs?: number;
  readonly urls?: readonly string[];
  readonly workers: number;
  /** How many threads or child processes may live at once. */
  readonly live: number;
  /** The switch interval of a GIL, CPython's or emulated. */
  readonly switchIntervalMs?: number;
  /** How many threads libuv keeps for native work; absent for its own default, 4. */
  readonly libuvThreads?: number;
  readonly seed: number;
  /** For each run; absent for none. */
  readonly timeoutSeconds?: number;
  readonly order?: LaneOrder;
}

/** One session: a scenario under some models, ready to run but for the server it may need. */
export interface Plan {
  readonly scenario: Scenario;
  readonly models: readonly string[];
  readonly order: LaneOrder;
  readonly parameters: Parameters;
  readonly workers: number;
  readonly live: number;
  readonly switchIntervalMs: number;
  readonly libuvThreads?: number;
  readonly seed: number;
  readonly timeoutSeconds?: number;
}

/** Puts the user's choices over a scenario's defaults. */
export function planOf(scenario: Scenario, choices: Choices): Plan {
  const { size, delayMs, urls, workers, live, libuvThreads, seed, timeoutSeconds } = choices;
  const sized =
    size === 'article'
      ? { ...scenario.defaults, ...scenario.article }
      : { ...scenario.defaults, ...(size && { size }) };
  const tasks = choices.tasks ?? urls?.length ?? sized.tasks;
  return {
    scenario,
    models: modelsOf(scenario, choices.models),
    order: choices.order ?? scenario.order,
    parameters: { ...sized, tasks, urls: urls ?? [], ...(delayMs !== undefined && { delayMs }) },
    workers,
    live,
    switchIntervalMs: choices.switchIntervalMs ?? defaultSwitchIntervalMs,
    ...(libuvThreads !== undefined && { libuvThreads }),
    seed,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
}

/** Those of the chosen models that can run the scenario, or its own where that leaves none. */
function modelsOf({ accepts, models }: Scenario, chosen: readonly string[] = []): readonly string[] {
  const possible = accepts === undefined ? chosen : chosen.filter((model) => accepts.includes(model));
  return possible.length > 0 ? possible : models;
}

/** Whether the scenario's own server has to run for it. */
export function needsServer({ scenario, parameters }: Plan): boolean {
  return scenario.needs === 'fetch-server' && parameters.urls.length === 0;
}

/** The tasks of every run of the plan; `server` is the built-in server's origin, where it runs. */
export function tasksOf(plan: Plan, server?: string): TaskSpec[] {
  const { scenario, parameters, seed } = plan;
  if (!needsServer(plan)) return scenario.build(parameters);
  const paths = seededPaths(parameters.tasks, parameters.delayMs, seed);
  return scenario.build({ ...parameters, urls: paths.map((path) => `${server ?? ''}${path}`) });
}
