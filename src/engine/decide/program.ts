import type { Scenario } from '../../tasks/workload.ts';
import type { Program, ProgramFacts } from '../code/program.ts';
import { programFor } from '../code/program-for.ts';
import { defined } from '../defined.ts';
import type { Plan } from '../plan.ts';
import { runtimesFor } from '../plan.ts';
import type { Decision } from './decision.ts';

/** How a program is wanted. */
interface Wanted {
  /** How many tasks the user asked for; absent for one of each input. */
  readonly tasks?: number;
  /** The file that it will be written to. */
  readonly target?: string;
}

/** The program that does the user's work as the decision says; undefined without a recommendation, or for work that is not theirs. */
export function decidedProgram(
  { use, work: measured }: Decision,
  { scenario, workers, libuvThreads }: Pick<Plan, 'scenario' | 'workers' | 'libuvThreads'>,
  wanted: Wanted,
): Program | undefined {
  const { work } = scenario;
  if (use === null || work === undefined) return undefined;
  const [runtime = 'node'] = runtimesFor(scenario);
  const inputsFrom = work.inputs.from === 'values' ? work.inputs.origin : undefined;
  const facts = factsOf(work, runtime);
  // Of numbers there are as many as there were tasks.
  const tasks = wanted.tasks ?? (work.inputs.from === 'numbers' ? measured.tasks : undefined);
  const { target } = wanted;
  return programFor({
    work,
    runtime,
    lane: use.lane,
    workers,
    tasks,
    facts,
    ...defined({ inputsFrom, target, libuvThreads }),
  });
}

function factsOf({ facts }: NonNullable<Scenario['work']>, runtime: string): ProgramFacts {
  const none = { setup: false, teardown: false, transfer: false };
  const { isAsync = true, has = none, parameters = 1, inputs = null, isCommonJs } = facts ?? {};
  return {
    isAsync,
    has,
    usesLane: parameters > 1,
    takesInput: runtime === 'node' || parameters > 0,
    inputs,
    format: isCommonJs ? 'commonjs' : 'module',
  };
}
