import type { LaneOrder, Parameters, Scenario } from '../tasks/scenarios.ts';
import type { TaskSpec } from '../tasks/task.ts';
import { seededPaths } from '../tasks/urls.ts';
import { findModel, laneName, partsOf, type Runtime } from './catalog.ts';

/** Whose models are wanted where the user names none. */
export type RuntimeChoice = Runtime | 'both';

/** An interpreter that the user named. */
export interface NamedPython {
  /** A path, or a name on the PATH. */
  readonly command: string;
  /** What tells its lanes from another's: its version, such as `3.13`. */
  readonly tag: string;
}

const defaultPython = 'python3';

/** The most that a task can be given to do. */
export const mostSize = 1e12;

/** CPython's own default. */
const defaultSwitchIntervalMs = 5;

/** What the user chose, as far as they chose. Times in ms unless they say otherwise. */
export interface Choices {
  /** Names of lanes: ids of models, with `@` and a Python's version where one is meant. */
  readonly lanes?: readonly string[];
  /** Absent for Node alone. */
  readonly runtimes?: RuntimeChoice;
  /** Absent for the `python3` on the PATH; with several, each has its own lanes. */
  readonly pythons?: readonly NamedPython[];
  readonly tasks?: number;
  readonly size?: number | 'article';
  /** How many times the size, under every runtime; 1 when absent. */
  readonly scale?: number;
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
  /** How often each model is run to be measured; absent for once. */
  readonly rounds?: number;
  /** How often before that, without counting; absent for once if there are several rounds. */
  readonly warmUp?: number;
  /** For each run; absent for none. */
  readonly timeoutSeconds?: number;
  /** Several rounds always run in turn: lanes together would measure each other. */
  readonly order?: LaneOrder;
}

/** One session: a scenario under some models, ready to run but for the server it may need. */
export interface Plan {
  readonly scenario: Scenario;
  /** The names of its lanes. */
  readonly lanes: readonly string[];
  readonly order: LaneOrder;
  /** Those of the first lane's runtime; the size can be another in another runtime. */
  readonly parameters: Parameters;
  readonly sizes: Readonly<Record<Runtime, number>>;
  /** The commands of the interpreters that its Python lanes can be run with. */
  readonly pythons: readonly string[];
  readonly workers: number;
  readonly live: number;
  readonly switchIntervalMs: number;
  readonly libuvThreads?: number;
  readonly seed: number;
  /** Rounds to measure, and to warm up before. */
  readonly rounds: number;
  readonly warmUp: number;
  readonly timeoutSeconds?: number;
}

/** Puts the user's choices over a scenario's defaults. */
export function planOf(scenario: Scenario, choices: Choices): Plan {
  const { delayMs, urls, workers, live, libuvThreads, seed, rounds = 1, timeoutSeconds } = choices;
  const pythons = choices.pythons ?? [];
  const lanes = lanesOf(modelsOf(scenario, choices), pythons);
  const sizes = sizesOf(scenario, choices);
  const defaults = choices.size === 'article' ? { ...scenario.defaults, ...scenario.article } : scenario.defaults;
  const size = sizes[findModel(lanes[0] ?? '')?.runtime ?? 'node'];
  const tasks = choices.tasks ?? urls?.length ?? defaults.tasks;
  return {
    scenario,
    lanes,
    order: rounds > 1 ? 'in-turn' : (choices.order ?? scenario.order),
    parameters: { ...defaults, size, tasks, urls: urls ?? [], ...(delayMs !== undefined && { delayMs }) },
    sizes,
    pythons: pythons.length === 0 ? [defaultPython] : pythons.map(({ command }) => command),
    workers,
    live,
    switchIntervalMs: choices.switchIntervalMs ?? defaultSwitchIntervalMs,
    ...(libuvThreads !== undefined && { libuvThreads }),
    seed,
    rounds,
    warmUp: choices.warmUp ?? (rounds > 1 ? 1 : 0),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
}

/** Those of the chosen models that can run the scenario, or its own where that leaves none. */
function modelsOf({ accepts, models, python }: Scenario, choices: Choices): readonly string[] {
  const { lanes: chosen = [], runtimes = 'node' } = choices;
  const possible = accepts === undefined ? chosen : chosen.filter((name) => accepts.includes(partsOf(name).id));
  if (possible.length > 0) return possible;
  if (python === undefined || runtimes === 'node') return models;
  return runtimes === 'python' ? python.models : python.besideNode;
}

/** With several interpreters a Python model that the user gave no version is run with each of them. */
function lanesOf(names: readonly string[], pythons: readonly NamedPython[]): readonly string[] {
  if (pythons.length < 2) return names;
  return names.flatMap((name) => {
    const parts = partsOf(name);
    const everyPython = findModel(name)?.runtime === 'python' && parts.tag === undefined;
    return everyPython ? pythons.map(({ tag }) => laneName({ ...parts, tag })) : [name];
  });
}

/** The same counting takes Python a hundred times as long: the sizes differ until the user chooses one. */
function sizesOf({ defaults, article, python }: Scenario, { size: chosen, scale = 1 }: Choices): Plan['sizes'] {
  const given = chosen === 'article' ? article.size : chosen;
  const scaled = (size: number) => Math.min(mostSize, Math.max(1, Math.round(size * scale)));
  return { node: scaled(given ?? defaults.size), python: scaled(given ?? python?.size ?? defaults.size) };
}

/** Why a lane cannot run: its tasks need each other, and would wait forever for one that is not alive; else undefined. */
export function tooFewAlive({ scenario, parameters: { tasks }, live }: Plan, lane: string): string | undefined {
  const most = partsOf(lane).workers ?? live;
  if (scenario.accepts === undefined || most >= tasks) return undefined;
  return `the ${tasks} tasks of ${scenario.id} need each other, and no more than ${most} can be alive at once; raise that or lower --tasks`;
}

/** The runtimes whose models the plan has, in the order of its lanes. */
export function runtimesOf({ lanes }: Plan): Runtime[] {
  return [...new Set(lanes.flatMap((model) => findModel(model)?.runtime ?? []))];
}

/** Whether a task is the same work in every lane; else only lanes of one runtime can be compared. */
export function isSameWork(plan: Plan): boolean {
  return new Set(runtimesOf(plan).map((runtime) => plan.sizes[runtime])).size < 2;
}

/** Lanes of the same group do the same work: all of them, or those of a runtime. */
export function groupOf(plan: Plan, lane: string): string {
  return isSameWork(plan) ? 'all' : (findModel(lane)?.runtime ?? 'unknown');
}

/** Whether the scenario's own server has to run for it. */
export function needsServer({ scenario, parameters }: Plan): boolean {
  return scenario.needs === 'fetch-server' && parameters.urls.length === 0;
}

/**
 * The tasks of a run of the plan in `runtime`: the same in each but for their size. `server` is
 * the built-in server's origin, where it runs.
 */
export function tasksOf(plan: Plan, server?: string, runtime?: Runtime): TaskSpec[] {
  const { scenario, seed, sizes } = plan;
  const parameters = runtime === undefined ? plan.parameters : { ...plan.parameters, size: sizes[runtime] };
  if (!needsServer(plan)) return scenario.build(parameters);
  const paths = seededPaths(parameters.tasks, parameters.delayMs, seed);
  return scenario.build({ ...parameters, urls: paths.map((path) => `${server ?? ''}${path}`) });
}
