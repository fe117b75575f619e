import type { Command } from 'commander';
import { readEnvironment } from '../../engine/measure/environment.ts';
import { planOf } from '../../engine/plan.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { choicesIn } from '../choices.ts';
import { exit } from '../exit-code.ts';
import { checkFiles } from '../files/files.ts';
import type { DecideOptions } from '../options/given.ts';
import { checkLanes } from '../options/meaning.ts';
import { commandOf } from './command.ts';
import { chosenScenario, scenarioHelp } from './scenario-word.ts';

/** `lanes decide`: which model to use for some work. */
export function decideCommand(scenarios: readonly Scenario[]): Command {
  return commandOf<DecideOptions>({
    name: 'decide',
    description: 'tell from measurements which model to use for your work, and why',
    words: [['<scenario>', scenarioHelp(scenarios)]],
    run: async ({ words: [word = ''], options, given }) => {
      const since = performance.now();
      checkFiles(options);
      const scenario = await chosenScenario(scenarios, { word, options, given });
      const environment = readEnvironment();
      const choices = await choicesIn(scenario, options, environment);
      checkLanes(planOf(scenario, choices), given, options);
      const { reportedDecision } = await import('../sessions/reported-decision.ts');
      const { exitCode, logFailure } = await reportedDecision({ scenario, choices, environment, since }, options);
      exit(exitCode, logFailure);
    },
  });
}
