import type { Scenario } from '../../tasks/workload.ts';
import type { SessionOptions } from '../options/given.ts';
import { checkWork } from '../options/meaning.ts';
import type { OptionRow } from '../options/option.ts';
import { isFileWord } from '../own-work/file-word.ts';
import { unknownWord } from '../usage-error.ts';

/** What a word may also be. */
const ownFile = '; or a file of your own, such as ./resize.ts';

/** What the help says of an argument that names a scenario. */
export function scenarioHelp(scenarios: readonly Scenario[]): string {
  return `one of ${scenarios.map(({ id }) => id).join(', ')}, or its number${ownFile}`;
}

/** What a session is asked for. */
export interface WorkAsked {
  readonly word: string;
  readonly options: SessionOptions;
  /** The options that the user wrote. */
  readonly given: readonly OptionRow[];
}

/**
 * The scenario that a word names, or that is made of a user's file, which is looked at. Rejects with
 * a UsageError for what is none, or goes with none of the options.
 */
export async function chosenScenario(scenarios: readonly Scenario[], asked: WorkAsked): Promise<Scenario> {
  const { word, options, given } = asked;
  if (!isFileWord(word)) {
    const scenario = findScenario(scenarios, word);
    checkWork(scenarios, scenario, given, options);
    return scenario;
  }
  const { lookedAt, workNamed } = await import('../own-work/own-work.ts');
  const named = workNamed(word, options);
  checkWork(scenarios, named, given, options);
  return lookedAt(named, options);
}

/** The scenario of that name or number, as its key has. Throws a UsageError; `others` are what else could have been meant. */
export function findScenario(scenarios: readonly Scenario[], given: string, others: readonly string[] = []): Scenario {
  const found = scenarios.find(({ id }, index) => id === given || String(index + 1) === given);
  if (found !== undefined) return found;
  throw unknownWord('SCENARIO', given, [...scenarios.map(({ id }) => id), ...others], ownFile);
}
