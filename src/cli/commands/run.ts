import type { Command } from 'commander';
import { readEnvironment } from '../../engine/measure/environment.ts';
import { planOf } from '../../engine/plan.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { choicesIn } from '../choices.ts';
import { exit } from '../exit-code.ts';
import { checkFiles } from '../files/files.ts';
import type { ReportOptions, RunOptions } from '../options/given.ts';
import { checkLanes, checkOrder } from '../options/meaning.ts';
import type { OptionRow } from '../options/option.ts';
import { commandOf } from './command.ts';
import { chosenScenario, scenarioHelp } from './scenario-word.ts';

/** `lanes run`: a scenario to a report. */
export function runCommand(scenarios: readonly Scenario[]): Command {
  return commandOf<RunOptions & ReportOptions>({
    name: 'run',
    description: 'run a scenario, or a task of your own, without the dashboard',
    words: [['<scenario>', scenarioHelp(scenarios)]],
    run: async ({ words: [word = ''], options, given }) => {
      checkOrder(options);
      const scenario = await chosenScenario(scenarios, { word, options, given });
      return runToReport(scenario, options, given);
    },
  });
}

/** Runs what was checked to go with the scenario; ends the program. */
export async function runToReport(
  scenario: Scenario,
  options: RunOptions & ReportOptions,
  given: readonly OptionRow[],
): Promise<never> {
  checkFiles(options);
  const environment = readEnvironment();
  const plan = planOf(scenario, await choicesIn(scenario, options, environment));
  checkLanes(plan, given, options);
  const { formats } = await import('../../engine/report/formats.ts');
  const { reportedSession } = await import('../sessions/reported-session.ts');
  const format = formats[options.format] ?? formats.table;
  const { exitCode, logFailure } = await reportedSession(plan, environment, options, format);
  exit(exitCode, logFailure);
}
