import { shownPath } from '../../tasks/own-work.ts';
import type { TaskSpec } from '../../tasks/task.ts';
import type { WorkFacts, WorkFile } from '../../tasks/work-file.ts';
import { type Lesson, lessonOf, type Parameters, type Scenario, type Workload } from '../../tasks/workload.ts';
import { defined } from '../defined.ts';
import type { Environment } from '../measure/environment.ts';
import { type Plan, runtimesFor } from '../plan.ts';
import { protocolVersion } from '../protocol/request.ts';
import { python } from '../runtimes/python.ts';
import { byRuntime, defaultRuntime, type RuntimeId, runtimeOf } from '../runtimes/runtimes.ts';

/** What the first line of a log calls itself; raised when an older reader would misread the lines. */
const logVersion = 'lanes/log@3';

/** The logs that can be read: what each calls itself, and the protocol of its events. */
export const readableLogs = { [logVersion]: protocolVersion, 'lanes/log@2': 1 } as const;

/** What is kept of the user's own work: nothing of where it lies beyond the folder that lanes was started in, no inputs. */
export interface RecordedWork {
  readonly runtime: RuntimeId;
  readonly file: string;
  readonly export: string;
  readonly inputs: WorkFile['inputs']['from'];
  readonly facts?: WorkFacts;
}

/** What a scenario said and showed, without the code that made its tasks. */
export interface RecordedScenario
  extends Pick<Workload, 'id' | 'accepts' | 'defaults' | 'article' | 'needs' | 'usesLibuvPool'>,
    Pick<Lesson, 'title' | 'order' | 'knob' | 'closing'> {
  /** Of the user's own work, which has no lesson, these are what holds for any work. */
  readonly lesson: string;
  readonly work?: RecordedWork;
  /** The models that it shows in Node. */
  readonly models: readonly string[];
  readonly python?: {
    readonly models: readonly string[];
    readonly besideNode: readonly string[];
    readonly size?: number;
  };
}

/** A plan as data, under the names that logs have had since they had rounds. */
export type RecordedPlan = Omit<Plan, 'scenario' | 'lanes' | 'interpreters'> & {
  readonly scenario: RecordedScenario;
  /** The names of its lanes. */
  readonly models: readonly string[];
  readonly parameters: Parameters;
  readonly pythons: readonly string[];
};

/** The first line of a log: all that there is to know of a session before its first run. */
export interface LogHeader {
  readonly log: keyof typeof readableLogs;
  readonly protocol: number;
  /** When the session began, nanoseconds on the monotonic clock on which the runs have their epochs. */
  readonly startedAt: string;
  readonly environment: Environment;
  readonly plan: RecordedPlan;
  readonly tasks: readonly TaskSpec[];
}

/** The header of a session of `plan` that begins now. */
export function headerOf(plan: Plan, tasks: readonly TaskSpec[], environment: Environment): LogHeader {
  const startedAt = String(process.hrtime.bigint());
  const recordedTasks = plan.scenario.work === undefined ? tasks : tasks.map(({ module: _, ...spec }) => spec);
  return {
    log: logVersion,
    protocol: protocolVersion,
    startedAt,
    environment,
    plan: recorded(plan),
    tasks: recordedTasks,
  };
}

function recorded({ scenario, lanes, interpreters, ...others }: Plan): RecordedPlan {
  const { runtimes, options: _, build: __, lesson: ___, work, ...workload } = scenario;
  const { sentence, models, beside, ...lesson } = lessonOf(scenario);
  const inPython = runtimes['python'];
  return {
    scenario: {
      ...workload,
      ...lesson,
      lesson: sentence,
      models: models['node'] ?? [],
      ...(inPython !== undefined && {
        python: { models: models['python'] ?? [], besideNode: beside, ...defined({ size: inPython.size }) },
      }),
      ...(work !== undefined && { work: recordedWork(work, scenario) }),
    },
    models: lanes,
    ...others,
    // The one that lanes found by itself, perhaps in a folder of the user's, goes by the name that all have.
    pythons: interpreters.python.map((command) => (command === inPython?.command ? python.command : command)),
  };
}

function recordedWork(work: WorkFile, scenario: Scenario): RecordedWork {
  const [runtime = defaultRuntime] = runtimesFor(scenario);
  const { name, inputs, facts } = work;
  return { runtime, file: shownPath(work), export: name, inputs: inputs.from, ...defined({ facts }) };
}

function workIn({ file, export: name, inputs: from, facts }: RecordedWork): WorkFile {
  return { path: file, name, inputs: from === 'values' ? { from, values: [] } : { from }, ...defined({ facts }) };
}

/** The plan that was recorded. It makes no tasks but those in the log. */
export function planIn({ plan: { scenario, models: lanes, pythons, ...others }, tasks }: LogHeader): Plan {
  const { title, lesson: _, order, models: __, python: inPython, knob, closing, work, ...workload } = scenario;
  const { models: ___, besideNode: ____, ...python } = inPython ?? {};
  const build = () => [...tasks];
  const played: Scenario =
    work === undefined
      ? {
          ...workload,
          runtimes: { node: {}, ...(inPython !== undefined && { python }) },
          options: [],
          build,
          lesson: { title, order, closing, ...shownIn(scenario), ...defined({ knob }) },
        }
      : { ...workload, runtimes: { [work.runtime]: {} }, work: workIn(work), options: [], build };
  return {
    ...others,
    scenario: played,
    lanes,
    interpreters: byRuntime((id) => (id === 'python' ? pythons : [runtimeOf(id).command])),
  };
}

function shownIn({ lesson, models, python }: RecordedScenario): Pick<Lesson, 'sentence' | 'models' | 'beside'> {
  const ofPython = python === undefined ? {} : { python: python.models };
  return { sentence: lesson, models: { node: models, ...ofPython }, beside: python?.besideNode ?? [] };
}
