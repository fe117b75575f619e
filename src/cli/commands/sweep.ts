import type { Command } from 'commander';
import { baselineFor, findModel, laneName, partsOf } from '../../engine/catalog.ts';
import { readEnvironment } from '../../engine/measure/environment.ts';
import { type Choices, planOf } from '../../engine/plan.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { choicesIn } from '../choices.ts';
import { exit } from '../exit-code.ts';
import { checkFiles } from '../files/files.ts';
import type { SweepOptions } from '../options/given.ts';
import { checkLanes } from '../options/meaning.ts';
import { sweepRounds } from '../options/session-options.ts';
import { tell } from '../tell.ts';
import { UsageError } from '../usage-error.ts';
import { everyModel } from '../values.ts';
import { commandOf } from './command.ts';
import { chosenScenario, scenarioHelp } from './scenario-word.ts';

/** `lanes sweep`: a scenario with different numbers of workers. */
export function sweepCommand(scenarios: readonly Scenario[]): Command {
  return commandOf<SweepOptions>({
    name: 'sweep',
    description: 'run a scenario with different numbers of workers: times, knee, and how far it scales',
    words: [['<scenario>', scenarioHelp(scenarios)]],
    run: async ({ words: [word = ''], options, given }) => {
      for (const name of options.models ?? []) if (name !== everyModel) checkSwept(name);
      checkFiles(options);
      const scenario = await chosenScenario(scenarios, { word, options, given });
      checkScenario(scenarios, scenario);
      const { workers: _, ...others } = options;
      const environment = readEnvironment();
      const plan = planOf(scenario, sweepChoices(scenario, await choicesIn(scenario, others, environment), options));
      checkLanes(plan, given, options);
      const { sweepFormats } = await import('../../engine/sweep/formats.ts');
      const { sweepOf } = await import('../../engine/sweep/sweep.ts');
      const { reportedSession } = await import('../sessions/reported-session.ts');
      const format = sweepFormats[options.format] ?? sweepFormats.table;
      const { exitCode, logFailure } = await reportedSession(plan, environment, options, (report) =>
        format(sweepOf(report)),
      );
      exit(exitCode, logFailure);
    },
  });
}

/**
 * The choices of a sweep: an ordinary session in rounds, of which the lanes are the swept models
 * with every number of workers, after the sequential lanes that they are compared to. `choices` are
 * those of a session, with the usable cores as workers. Throws a UsageError for what cannot be swept.
 */
function sweepChoices(scenario: Scenario, choices: Choices, options: SweepOptions): Choices {
  const { lanes: chosen, parameters } = planOf(scenario, choices);
  const swept =
    options.models === undefined || options.models.includes(everyModel) ? chosen.filter(hasWorkers) : options.models;
  const { tasks } = parameters;
  const given = options.workers === undefined ? undefined : useful(options.workers, tasks);
  const twice = Array.from({ length: Math.min(tasks, 2 * choices.workers) }, (_, index) => index + 1);
  const numbersFor = (name: string) => given ?? (hasWorkers(name) ? twice : doublings(tasks));
  const baselines = planOf(scenario, { ...choices, lanes: swept }).lanes.flatMap((name) => baselineFor(name) ?? []);
  const lanes = swept.flatMap((name) => numbersFor(name).map((workers) => laneName({ ...partsOf(name), workers })));
  return {
    ...choices,
    lanes: [...new Set(baselines), ...lanes],
    rounds: options.rounds ?? sweepRounds,
    order: 'in-turn',
  };
}

/** Tasks that have to be under way together would wait forever for one that finds no worker. */
function checkScenario(scenarios: readonly Scenario[], { id, accepts }: Scenario): void {
  if (accepts === undefined) return;
  const accepted = scenarios.flatMap((one) => (one.accepts === undefined ? one.id : []));
  throw new UsageError(
    `SCENARIO: got ${JSON.stringify(id)}; accepted: ${accepted.join(', ')}, of which the tasks do not need each other`,
  );
}

/** Those of which a number says how many workers they have. */
function hasWorkers(name: string): boolean {
  return findModel(name)?.counts === 'workers';
}

/** Throws a UsageError for a model that cannot be swept. */
function checkSwept(name: string): void {
  const given = `--models: got ${JSON.stringify(name)}; accepted`;
  if (findModel(name)?.counts === undefined)
    throw new UsageError(
      `${given}: models that can have several workers, such as threads, or tasks under way, such as promises; ${name} does one after the other`,
    );
  if (partsOf(name).workers !== undefined)
    throw new UsageError(`${given}: models without a number, as --workers has the numbers to sweep`);
}

/** So many tasks at once as cost no more than a few lanes, up to all of them. */
function doublings(tasks: number): number[] {
  const below = Array.from({ length: Math.ceil(Math.log2(tasks)) }, (_, index) => 2 ** index);
  return [...below, tasks];
}

/** More workers than tasks have nothing to do; one who asked for them is told. */
function useful(numbers: readonly number[], tasks: number): number[] {
  const kept = numbers.filter((workers) => workers <= tasks);
  const dropped = numbers.filter((workers) => workers > tasks);
  const why =
    tasks === 1 ? '1 task keeps no more than 1 worker busy' : `${tasks} tasks keep no more than ${tasks} workers busy`;
  if (kept.length === 0)
    throw new UsageError(
      `--workers: got ${JSON.stringify(numbers.join())}; accepted: numbers up to ${tasks}, for ${why} (see --tasks)`,
    );
  if (dropped.length > 0) tell(`--workers: left out ${dropped.join()}, for ${why} (see --tasks)`);
  return kept;
}
