import type { Scenario } from '../../tasks/scenarios.ts';
import type { TaskSpec } from '../../tasks/task.ts';
import type { Environment } from '../measure/environment.ts';
import type { Plan } from '../plan.ts';
import { protocolVersion } from '../protocol.ts';

/** What the first line of a log calls itself; raised when an older reader would misread the lines. */
export const logVersion = 'lanes/log@2';

/** A scenario as data: what it says and shows, without the code that makes its tasks. */
export type RecordedScenario = Omit<Scenario, 'build'>;

/** A plan as data, under the names that logs have had since they had rounds. */
export type RecordedPlan = Omit<Plan, 'scenario' | 'lanes'> & {
  readonly scenario: RecordedScenario;
  /** The names of its lanes. */
  readonly models: readonly string[];
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
  const { lanes, ...others } = plan;
  return {
    log: logVersion,
    protocol: protocolVersion,
    startedAt,
    environment,
    plan: { ...others, models: lanes },
    tasks,
  };
}

/** The plan that was recorded. It makes no tasks but those in the log. */
export function planIn({ plan, tasks }: LogHeader): Plan {
  const { models, ...others } = plan;
  return { ...others, lanes: models, scenario: { ...plan.scenario, build: () => [...tasks] } };
}
