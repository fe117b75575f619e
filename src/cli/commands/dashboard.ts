import type { Command } from 'commander';
import { readEnvironment } from '../../engine/measure/environment.ts';
import { planOf } from '../../engine/plan.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { choicesIn } from '../choices.ts';
import { exit } from '../exit-code.ts';
import { checkFiles } from '../files/files.ts';
import type { RunOptions } from '../options/given.ts';
import { checkLanes, checkOrder } from '../options/meaning.ts';
import { isFileWord } from '../own-work/file-word.ts';
import { hasScreen } from '../sessions/screen.ts';
import { UsageError } from '../usage-error.ts';
import { commandOf } from './command.ts';
import { runToReport } from './run.ts';
import { chosenScenario, findScenario, scenarioHelp } from './scenario-word.ts';

const defaultScenario = 'interleave';

/** `lanes` alone: the dashboard, or the same without it where there is no terminal for one. */
export function dashboardCommand(scenarios: readonly Scenario[]): Command {
  const lanes: Command = commandOf<RunOptions>({
    name: 'lanes',
    description: 'Runs the same work under every concurrency model, live and side by side.',
    words: [['[scenario]', scenarioHelp(scenarios)]],
    checkWords: ([word = defaultScenario, ...others]) => {
      const id = isFileWord(word) ? word : findScenario(scenarios, word, commandNames(lanes)).id;
      const [other] = others;
      if (other !== undefined)
        throw new UsageError(`SCENARIO: got ${JSON.stringify(other)} after ${id}; accepted: one scenario at a time`);
    },
    run: async ({ words: [word = defaultScenario], options, given }) => {
      checkOrder(options);
      const scenario = await chosenScenario(scenarios, { word, options, given });
      if (!hasScreen(options)) return runToReport(scenario, { ...options, format: 'table' }, given);
      checkFiles(options);
      const environment = readEnvironment();
      const { realSessions } = await import('../sessions/sessions.ts');
      const { inDashboard } = await import('../sessions/in-dashboard.ts');
      const { start, failure } = realSessions(environment, options);
      const choices = await choicesIn(scenario, options, environment);
      checkLanes(planOf(scenario, choices), given, options);
      const known = scenarios.includes(scenario) ? scenarios : [...scenarios, scenario];
      exit(await inDashboard({ start, choices, scenarios: known, scenario, environment }), failure());
    },
  });
  return lanes.allowExcessArguments();
}

function commandNames({ commands }: Command): string[] {
  return commands.map((command) => command.name());
}
