import type { TaskSpec } from '../../tasks/task.ts';
import { type Lesson, lessonOf, type Parameters, type Scenario, type Workload } from '../../tasks/workload.ts';
import type { Environment } from '../measure/environment.ts';
import type { Plan } from '../plan.ts';
import { protocolVersion } from '../protocol/request.ts';
import { byRuntime, runtimeOf } from '../runtimes/runtimes.ts';

/** What the first line of a log calls itself; raised when an older reader would misread the lines. */
export const logVersion = 'lanes/log@2';

/** What a scenario said and showed, without the code that made its tasks. */
export interface RecordedScenario
  extends Pick<Workload, 'id' | 'accepts' | 'defaults' | 'article' | 'needs' | 'usesLibuvPool'>,
    Pick<Lesson, 'title' | 'order' | 'knob' | 'closing'> {
  readonly lesson: string;
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
  readonly log: typeof logVersion;
  readonly protocol: typeof protocolVersion;
  /** When the session began, nanoseconds on the monotonic clock on which the runs have their epochs. */
  readonly startedAt: string;
  readonly environment: Environment;
  readonly plan: RecordedPlan;
  readonly tasks: readonly TaskSpec[];
}

/** The header of a session of `plan` that begins now. */
export function headerOf(plan: Plan, tasks: readonly TaskSpec[], environment: Environment): LogHeader {
  const startedAt = String(process.hrtime.bigint());
  return { log: logVersion, protocol: protocolVersion, startedAt, environment, plan: recorded(plan), tasks };
}

function recorded({ scenario, lanes, interpreters, ...others }: Plan): RecordedPlan {
  const { runtimes, options: _, build: __, lesson: ___, ...workload } = scenario;
  const { sentence, models, beside, ...lesson } = lessonOf(scenario);
  return {
    scenario: {
      ...workload,
      ...lesson,
      lesson: sentence,
      models: models['node'] ?? [],
      ...(runtimes['python'] !== undefined && {
        python: { models: models['python'] ?? [], besideNode: beside, ...runtimes['python'] },
      }),
    },
    models: lanes,
    ...others,
    pythons: interpreters.python,
  };
}

/** The plan that was recorded. It makes no tasks but those in the log. */
export function planIn({ plan: { scenario, models: lanes, pythons, ...others }, tasks }: LogHeader): Plan {
  const { title, lesson: sentence, order, models, python, knob, closing, ...workload } = scenario;
  const { models: ofPython = [], besideNode = [], ...inPython } = python ?? {};
  const played: Scenario = {
    ...workload,
    runtimes: { node: {}, ...(python !== undefined && { python: inPython }) },
    options: [],
    build: () => [...tasks],
    lesson: {
      title,
      sentence,
      order,
      models: { node: models, ...(python !== undefined && { python: ofPython }) },
      beside: besideNode,
      knob,
      closing,
    },
  };
  return {
    ...others,
    scenario: played,
    lanes,
    interpreters: byRuntime((id) => (id === 'python' ? pythons : [runtimeOf(id).command])),
  };
}
