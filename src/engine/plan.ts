import type { TaskSpec } from '../tasks/task.ts';
import { purposeText, seededPaths } from '../tasks/urls.ts';
import { type LaneOrder, lessonOf, type Parameters, type Scenario } from '../tasks/workload.ts';
import { findModel, laneName, type Model, models, partsOf } from './catalog.ts';
import {
  byRuntime,
  defaultRuntime,
  type RuntimeChoice,
  type RuntimeId,
  runtimeOf,
  runtimes,
} from './runtimes/runtimes.ts';

/** An interpreter that the user named. */
export interface NamedInterpreter {
  /** A path, or a name on the PATH. */
  readonly command: string;
  /** What tells its lanes from another's: its version, such as `3.13`. */
  readonly tag: string;
}

/** The most tasks that a session can have. */
export const mostTasks = 10_000;

/** The most that a task can be given to do. */
export const mostSize = 1e12;

/** CPython's own default. */
const defaultSwitchIntervalMs = 5;

/** What the user chose, as far as they chose. Times in ms unless they say otherwise. */
export interface Choices {
  /** Names of lanes: ids of models, with `@` and an interpreter's version where one is meant. */
  readonly lanes?: readonly string[];
  /** Whose models are wanted where no lanes are named; absent for Node alone, or what the work can run in. */
  readonly runtimes?: RuntimeChoice;
  /** Of a runtime whose interpreters the user named; with several, each has its own lanes. */
  readonly interpreters?: Readonly<Partial<Record<RuntimeId, readonly NamedInterpreter[]>>>;
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
  /** How often each lane is run to be measured; absent for once. */
  readonly rounds?: number;
  /** How often before that, without counting; absent for once if there are several rounds. */
  readonly warmUp?: number;
  /** For each run; absent for none. */
  readonly timeoutSeconds?: number;
  /** Several rounds always run in turn: lanes together would measure each other. */
  readonly order?: LaneOrder;
}

/** One session: a scenario in some lanes, ready to run but for what it needs beside them. */
export interface Plan {
  readonly scenario: Scenario;
  /** The names of its lanes. */
  readonly lanes: readonly string[];
  readonly order: LaneOrder;
  /** Those of the first lane's runtime; the size can be another in another runtime. */
  readonly parameters: Parameters;
  readonly sizes: Readonly<Record<RuntimeId, number>>;
  /** The commands of the interpreters that the lanes of each runtime can be run with. */
  readonly interpreters: Readonly<Record<RuntimeId, readonly string[]>>;
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
  const lanes = lanesFor(modelsOf(scenario, choices), choices.interpreters ?? {});
  const sizes = sizesOf(scenario, choices);
  const defaults = choices.size === 'article' ? { ...scenario.defaults, ...scenario.article } : scenario.defaults;
  const size = sizes[findModel(lanes[0] ?? '')?.runtime ?? defaultRuntime];
  const tasks = choices.tasks ?? urls?.length ?? defaults.tasks;
  return {
    scenario,
    lanes,
    order: rounds > 1 ? 'in-turn' : (choices.order ?? lessonOf(scenario).order),
    parameters: { ...defaults, size, tasks, urls: urls ?? [], ...(delayMs !== undefined && { delayMs }) },
    sizes,
    interpreters: byRuntime((id) => {
      const named = choices.interpreters?.[id] ?? [];
      const own = scenario.runtimes[id]?.command ?? runtimeOf(id).command;
      return named.length === 0 ? [own] : named.map(({ command }) => command);
    }),
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
function modelsOf(scenario: Scenario, choices: Choices): readonly string[] {
  const { lanes: chosen = [] } = choices;
  const possible = chosen.filter((name) => canRun(scenario, findModel(name)));
  if (possible.length > 0) return possible;
  const [first, ...others] = possibleRuntimes(scenario, choices.runtimes);
  const lesson = lessonOf(scenario);
  const shown = others.length === 0 ? (lesson.models[first] ?? []) : lesson.beside;
  if (shown.length > 0) return shown;
  return everyModelOf(scenario, choices.runtimes).filter((id) => !findModel(id)?.needsProgress);
}

/** Every model of some runtimes that can run the scenario. */
export function everyModelOf(scenario: Scenario, wanted?: RuntimeChoice): string[] {
  const own = possibleRuntimes(scenario, wanted);
  return models.filter((model) => own.includes(model.runtime) && canRun(scenario, model)).map(({ id }) => id);
}

function canRun({ accepts, runtimes }: Scenario, model: Model | undefined): boolean {
  return model !== undefined && Object.hasOwn(runtimes, model.runtime) && (accepts?.includes(model.id) ?? true);
}

/** Those wanted that have the scenario's tasks, or else the first of them; Node where nothing is said and it is one. */
function possibleRuntimes(scenario: Scenario, wanted: RuntimeChoice = [defaultRuntime]): [RuntimeId, ...RuntimeId[]] {
  const own = runtimesFor(scenario);
  const [first = own[0] ?? defaultRuntime, ...others] = own.filter((id) => wanted.includes(id));
  return [first, ...others];
}

/** The runtimes that have the scenario's tasks. */
export function runtimesFor({ runtimes: own }: Scenario): RuntimeId[] {
  return runtimes.flatMap(({ id }) => (Object.hasOwn(own, id) ? id : []));
}

/** With several interpreters a model of theirs that the user gave no version is run with each of them. */
function lanesFor(names: readonly string[], interpreters: NonNullable<Choices['interpreters']>): readonly string[] {
  return names.flatMap((name) => {
    const parts = partsOf(name);
    const runtime = findModel(name)?.runtime;
    const named = runtime === undefined ? [] : (interpreters[runtime] ?? []);
    return named.length > 1 && parts.tag === undefined ? named.map(({ tag }) => laneName({ ...parts, tag })) : [name];
  });
}

/** The same counting takes Python a hundred times as long: the sizes differ until the user chooses one. */
function sizesOf(scenario: Scenario, { size: chosen, scale = 1 }: Choices): Plan['sizes'] {
  const { defaults, article, runtimes: own } = scenario;
  const given = chosen === 'article' ? article.size : chosen;
  const scaled = (size: number) => Math.min(mostSize, Math.max(1, Math.round(size * scale)));
  return byRuntime((id) => scaled(given ?? own[id]?.size ?? defaults.size));
}

/** Why a lane cannot run: its tasks need each other, and would wait forever for one that is not alive; else undefined. */
export function tooFewAlive({ scenario, parameters: { tasks }, live }: Plan, lane: string): string | undefined {
  const most = partsOf(lane).workers ?? live;
  if (scenario.accepts === undefined || most >= tasks) return undefined;
  return `the ${tasks} tasks of ${scenario.id} need each other, and no more than ${most} can be alive at once; raise that or lower --tasks`;
}

/** The runtimes whose models the plan has, in the order of its lanes. */
export function runtimesOf({ lanes }: Plan): RuntimeId[] {
  return [...new Set(lanes.flatMap((lane) => findModel(lane)?.runtime ?? []))];
}

/** Whether a task is the same work in every lane; else only lanes of one runtime can be compared. */
export function isSameWork(plan: Plan): boolean {
  return new Set(runtimesOf(plan).map((runtime) => plan.sizes[runtime])).size < 2;
}

/** Lanes of the same group do the same work: all of them, or those of a runtime. */
export function groupOf(plan: Plan, lane: string): string {
  return isSameWork(plan) ? 'all' : (findModel(lane)?.runtime ?? 'unknown');
}

/** A program that runs beside the runs of a session, in a process of its own. */
export type Need = 'fetch-server' | 'reference-loop';

/** What has to run beside the runs of a plan. */
export function needsOf({ scenario, parameters, rounds }: Plan): Need[] {
  const own = scenario.needs === undefined || parameters.urls.length > 0 ? [] : [scenario.needs];
  // Of a single round there is nothing that the machine could have drifted from.
  return rounds > 1 ? [...own, 'reference-loop'] : own;
}

/**
 * The tasks of a run of the plan in `runtime`: the same in each but for their size, and where they
 * come from. `origin` is that of the built-in server, where it runs.
 */
export function tasksOf(plan: Plan, origin?: string, runtime?: RuntimeId): TaskSpec[] {
  const { scenario, seed, sizes } = plan;
  const parameters = runtime === undefined ? plan.parameters : { ...plan.parameters, size: sizes[runtime] };
  const module = scenario.runtimes[runtime ?? runtimesOf(plan)[0] ?? defaultRuntime]?.module;
  const made = scenario.build(needsOf(plan).includes('fetch-server') ? served(parameters, seed, origin) : parameters);
  return module === undefined ? made : made.map((spec) => ({ ...spec, module }));
}

/** What the built-in server does on purpose that would be a fault of another; undefined where it does not run. */
export function onPurposeOf(plan: Plan): string | undefined {
  return needsOf(plan).includes('fetch-server') ? purposeText(plan.parameters.tasks) : undefined;
}

function served(parameters: Parameters, seed: number, origin = ''): Parameters {
  const paths = seededPaths(parameters.tasks, parameters.delayMs, seed);
  return { ...parameters, urls: paths.map((path) => `${origin}${path}`) };
}
