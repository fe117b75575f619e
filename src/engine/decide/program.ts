import type { Scenario } from '../../tasks/workload.ts';
import { findModel } from '../catalog.ts';
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
  /** What makes the pool in it; absent for the program itself. */
  readonly library?: 'piscina';
}

/** The program that does the user's work as the decision says; undefined without a recommendation, or for work that is not theirs. */
export function decidedProgram(
  { use, work: measured }: Decision,
  { scenario, workers: size, live, libuvThreads }: Pick<Plan, 'scenario' | 'workers' | 'live' | 'libuvThreads'>,
  wanted: Wanted,
): Program | undefined {
  const { work } = scenario;
  if (use === null || work === undefined) return undefined;
  const [runtime = 'node'] = runtimesFor(scenario);
  const workers = findModel(use.lane)?.workers === 'one-a-task' ? live : size;
  const inputsFrom = work.inputs.from === 'values' ? work.inputs.origin : undefined;
  const facts = factsOf(work);
  // Of numbers there are as many as there were tasks.
  const tasks = wanted.tasks ?? (work.inputs.from === 'numbers' ? measured.tasks : undefined);
  const { target, library } = wanted;
  return programFor({
    work,
    runtime,
    lane: use.lane,
    workers,
    tasks,
    facts,
    ...defined({ inputsFrom, target, libuvThreads, library }),
  });
}

function factsOf({ facts }: NonNullable<Scenario['work']>): ProgramFacts {
  const none = { setup: false, teardown: false, transfer: false };
  const { isAsync = true, has = none, takes, inputs = null, isCommonJs } = facts ?? {};
  return { isAsync, has, ...defined({ takes }), inputs, format: isCommonJs ? 'commonjs' : 'module' };
}
