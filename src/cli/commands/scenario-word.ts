import type { Scenario } from '../../tasks/workload.ts';
import { unknownWord } from '../usage-error.ts';

/** What the help says of an argument that names a scenario. */
export function scenarioHelp(scenarios: readonly Scenario[]): string {
  return `one of ${scenarios.map(({ id }) => id).join(', ')}, or its number`;
}

/** The scenario of that name or number, as its key has. Throws a UsageError; `others` are what else could have been meant. */
export function findScenario(scenarios: readonly Scenario[], given: string, others: readonly string[] = []): Scenario {
  const found = scenarios.find(({ id }, index) => id === given || String(index + 1) === given);
  if (found !== undefined) return found;
  throw unknownWord('SCENARIO', given, [...scenarios.map(({ id }) => id), ...others]);
}
