import { findModel, models, partsOf } from '../../engine/catalog.ts';
import { everyModelOf, type Plan, runtimesFor, runtimesOf } from '../../engine/plan.ts';
import { type RuntimeChoice, runtimeOf } from '../../engine/runtimes/runtimes.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { UsageError, unknownWord } from '../usage-error.ts';
import { everyModel } from '../values.ts';
import type { RunOptions, SessionOptions } from './given.ts';
import type { OptionRow } from './option.ts';

/**
 * Throws a UsageError for what changes nothing in a scenario, or cannot be had with it. `given`
 * are the options that the user wrote.
 */
export function checkWork(
  scenarios: readonly Scenario[],
  scenario: Scenario,
  given: readonly OptionRow[],
  options: SessionOptions,
): void {
  for (const { name, work } of given) {
    if (work === undefined || scenario.options.includes(work)) continue;
    const others = scenarios.filter((other) => other.options.includes(work)).map(({ id }) => id);
    const accepted = others.length === 0 ? 'a file of your own, such as ./resize.ts' : others.join(', ');
    throw new UsageError(`${name}: means nothing to ${scenario.id}; accepted with ${accepted}`);
  }
  if (options.size === 'article' && Object.keys(scenario.article).length === 0)
    throw new UsageError(
      `--size: got "article"; accepted with ${scenario.id}: a whole number, as the article has none`,
    );
  if (scenario.needs === 'fetch-server' && options.url !== undefined && options.delay !== undefined)
    throw new UsageError('--delay: means nothing with --url; it is how long the built-in server takes');
  checkModels(scenario, options);
}

function checkModels(scenario: Scenario, { models: chosen = [], runtime = [] }: SessionOptions): void {
  const { accepts, id } = scenario;
  const named = chosen.filter((name) => name !== everyModel);
  if (accepts !== undefined) {
    for (const name of named) if (!accepts.includes(partsOf(name).id)) throw unknownWord('--models', name, accepts);
  }
  const own = runtimesFor(scenario);
  const why = `${id} is a file that ${own.map((one) => runtimeOf(one).title).join(' or ')} runs`;
  const other = named.find((name) => !own.some((one) => one === findModel(name)?.runtime));
  if (other !== undefined)
    throw new UsageError(
      `--models: got ${JSON.stringify(other)}; accepted: ${everyModelOf(scenario, own).join(', ')}, for ${why}`,
    );
  if (runtime.some((one) => !own.includes(one)))
    throw new UsageError(`--runtime: accepted with ${id}: ${own.join(', ')}, for ${why}`);
}

/** Throws a UsageError for lanes that are to be measured at the same time. */
export function checkOrder({ rounds = 1, together }: Pick<RunOptions, 'rounds' | 'together'>): void {
  if (!together || rounds === 1) return;
  throw new UsageError(
    `--together: cannot be had with --rounds ${rounds}; lanes that are measured run in turn, or they measure each other`,
  );
}

/** Throws a UsageError for what none of the plan's lanes has a use for. */
export function checkLanes(plan: Plan, given: readonly OptionRow[], { runtime }: SessionOptions): void {
  for (const { name, usedBy } of given) {
    if (usedBy === undefined || plan.lanes.some(usedBy)) continue;
    const users = models.map(({ id }) => id).filter(usedBy);
    throw new UsageError(`${name}: means nothing to ${plan.lanes.join(', ')}; accepted with ${users.join(', ')}`);
  }
  if (runtime !== undefined) checkRuntime(plan, runtime);
}

function checkRuntime(plan: Plan, wanted: RuntimeChoice): void {
  const run = runtimesOf(plan);
  const missing = wanted.find((id) => !run.includes(id));
  if (missing === undefined) return;
  throw new UsageError(
    `--runtime: means nothing beside --models ${plan.lanes.join()}; none of them is a model of ${missing}`,
  );
}
