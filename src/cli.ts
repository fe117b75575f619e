import { Command, CommanderError } from 'commander';
import { checkOptions, choicesOf } from './cli/choices.ts';
import { exitFailed, exitNothingRan, exitUsage } from './cli/exit-code.ts';
import { addCompareOptions, type CompareOptions } from './cli/options/compare-options.ts';
import { addReplayOptions, type ReplayOptions } from './cli/options/replay-options.ts';
import { addReportOptions, type ReportOptions } from './cli/options/report-options.ts';
import { addRunOptions, pythonOption, type RunOptions } from './cli/options/run-options.ts';
import { addSweepOptions, type SweepOptions } from './cli/options/sweep-options.ts';
import { hasScreen } from './cli/screen.ts';
import { tell } from './cli/tell.ts';
import { UsageError, unknownWord } from './cli/usage-error.ts';
import { LogError } from './engine/log/log-error.ts';
import { type Environment, readEnvironment, usableCores } from './engine/measure/environment.ts';
import { type Choices, planOf } from './engine/plan.ts';
import { comparisonFormatNames, formatNames, sweepFormatNames } from './engine/report/format.ts';
import { SessionError } from './engine/session/session.ts';
import { version } from './engine/version.ts';
import { scenarios } from './tasks/scenarios.ts';
import type { Scenario } from './tasks/workload.ts';

const defaultScenario = 'interleave';

/** Runs the command line; ends with the process's exit code set. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    if (error instanceof UsageError || error instanceof LogError || error instanceof CommanderError) {
      tell(error.message.replace(/^error: /, ''));
      process.exitCode = exitUsage;
    } else if (error instanceof SessionError) {
      tell(error.message);
      process.exitCode = exitNothingRan;
    } else {
      throw error;
    }
  }
}

function program(): Command {
  const lanes: Command = new Command('lanes')
    .description('Runs the same work under every concurrency model, live and side by side.')
    .version(version)
    .enablePositionalOptions()
    .argument('[scenario]', scenarioHelp())
    .action((id: string | undefined, options: RunOptions) => {
      const commands = lanes.commands.map((command) => command.name());
      return open(findScenario(id ?? defaultScenario, commands).id, options);
    })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  addRunOptions(lanes);

  const run = lanes
    .command('run')
    .description('run a scenario without the dashboard')
    .argument('<scenario>', scenarioHelp());
  addReportOptions(addRunOptions(run), formatNames).action((id: string, options: RunOptions & ReportOptions) =>
    headless(id, options),
  );

  const sweep = lanes
    .command('sweep')
    .description('run a scenario with different numbers of workers: times, knee, and how far it scales')
    .argument('<scenario>', scenarioHelp());
  addReportOptions(addSweepOptions(sweep), sweepFormatNames).action(swept);

  const replay = lanes
    .command('replay')
    .description('play a recorded session, in the dashboard or without it')
    .argument('<log>', 'a file that --record wrote');
  addReportOptions(addReplayOptions(replay), formatNames).action(async (file: string, options: ReplayOptions) => {
    const wantsReport = ['format', 'output'].some((name) => replay.getOptionValueSource(name) === 'cli');
    const { playInDashboard, playToReport } = await import('./cli/replay.ts');
    const play = hasScreen(options) && !wantsReport ? playInDashboard : playToReport;
    process.exit(await play(file, options));
  });

  const list = lanes.command('list').description('list scenarios and models');
  addReportOptions(list, ['table', 'json']).addOption(pythonOption());
  list.action(async ({ format, output, python }: ReportOptions & Pick<RunOptions, 'python'>) => {
    const { listing } = await import('./cli/list.ts');
    const { writeReport } = await import('./cli/write-report.ts');
    process.exitCode = (
      await writeReport(await listing(scenarios, format === 'json', python === undefined ? {} : { python }), output, 0)
    ).exitCode;
  });

  const compare = lanes
    .command('compare')
    .description('tell what became of the lanes of one report in another, within noise or not')
    .argument('<base>', 'the report to compare with, as JSON')
    .argument('<new>', 'the report to judge, as JSON');
  addReportOptions(addCompareOptions(compare), comparisonFormatNames).action(compared);
  for (const command of lanes.commands) command.configureOutput({ writeErr: () => undefined }).exitOverride();
  return lanes;
}

function scenarioHelp(): string {
  return `one of ${scenarios.map(({ id }) => id).join(', ')}`;
}

/** `commands` are what else could have been meant. */
function findScenario(id: string, commands: readonly string[] = []): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  throw unknownWord('SCENARIO', id, [...scenarios.map((scenario) => scenario.id), ...commands]);
}

async function swept(id: string, options: SweepOptions): Promise<void> {
  const { workers: _, ...others } = options;
  const scenario = findScenario(id);
  const environment = readEnvironment();
  const { sweepChoices } = await import('./cli/sweep.ts');
  const choices = await chosen(others, environment);
  const plan = planOf(scenario, sweepChoices(scenario, choices, options));
  const { sweepFormats } = await import('./engine/sweep/formats.ts');
  const { sweepOf } = await import('./engine/sweep/sweep.ts');
  const { reportedSession } = await import('./cli/reported-session.ts');
  const format = sweepFormats[options.format] ?? sweepFormats.table;
  const { exitCode, logFailure } = await reportedSession(plan, environment, options, (report) =>
    format(sweepOf(report)),
  );
  exit(exitCode, logFailure);
}

async function compared(base: string, next: string, options: CompareOptions & ReportOptions): Promise<void> {
  const { compareFiles } = await import('./cli/compare.ts');
  const { writeReport } = await import('./cli/write-report.ts');
  const { text, exitCode } = await compareFiles(base, next, options);
  process.exitCode = (await writeReport(text, options.output, exitCode)).exitCode;
}

/** Interpreters that the user named are asked for their versions here; the python3 on the PATH by who runs with it. */
async function chosen(options: Omit<RunOptions, 'tui'>, environment: Environment): Promise<Choices> {
  const commands = [...new Set(options.python)];
  // One alone needs no telling apart: its answer, which may take long, is waited for by its lanes.
  const tags = commands.length > 1 ? await tagged(commands) : [];
  const pythons = commands.map((command, index) => ({ command, tag: tags[index] ?? command }));
  return choicesOf(options, usableCores(environment), pythons);
}

async function tagged(commands: readonly string[]): Promise<string[]> {
  const { findInterpreters, tagsOf } = await import('./engine/runtimes/interpreters.ts');
  return tagsOf('python', await findInterpreters('python', commands));
}

/** The dashboard, or the same without it where there is no terminal for one. */
async function open(id: string, options: RunOptions): Promise<void> {
  if (!hasScreen(options)) return headless(id, { ...options, format: 'table' });
  const scenario = findScenario(id);
  checkOptions(scenario, options);
  const environment = readEnvironment();
  const { realSessions } = await import('./cli/sessions.ts');
  const { inDashboard } = await import('./cli/in-dashboard.ts');
  const { start, failure } = realSessions(environment, options.record);
  const choices = await chosen(options, environment);
  exit(await inDashboard({ start, choices, scenarios, scenario, environment }), failure());
}

async function headless(id: string, options: RunOptions & ReportOptions): Promise<void> {
  const scenario = findScenario(id);
  checkOptions(scenario, options);
  const environment = readEnvironment();
  const plan = planOf(scenario, await chosen(options, environment));
  const { formats } = await import('./engine/report/formats.ts');
  const { reportedSession } = await import('./cli/reported-session.ts');
  const format = formats[options.format] ?? formats.table;
  const { exitCode, logFailure } = await reportedSession(plan, environment, options, format);
  exit(exitCode, logFailure);
}

/** Ends the program; a log that was asked for and is not there is a failure. */
function exit(code: number, logFailure: string | undefined): never {
  if (logFailure !== undefined) tell(`the log could not be written: ${logFailure}`);
  process.exit(code === 0 && logFailure !== undefined ? exitFailed : code);
}
