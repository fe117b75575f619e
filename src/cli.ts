import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import type { CompareOptions } from './cli/compare.ts';
import { exitCodeOf, exitNothingRan, exitUsage } from './cli/exit-code.ts';
import {
  addCompareOptions,
  addReportOptions,
  addRunOptions,
  checkModels,
  checkOrder,
  choicesOf,
  pythonOption,
  type ReportOptions,
  type RunOptions,
} from './cli/options.ts';
import { UsageError, unknownWord } from './cli/usage-error.ts';
import { comparisonFormats } from './engine/compare/formats.ts';
import {
  allowedCores,
  describeCores,
  type Environment,
  readEnvironment,
  usableCores,
} from './engine/measure/environment.ts';
import { type Choices, planOf } from './engine/plan.ts';
import { formats } from './engine/report/formats.ts';
import { SessionError } from './engine/supervise/session-error.ts';
import { type Scenario, scenarios } from './tasks/scenarios.ts';

const defaultScenario = 'interleave';

/** Runs the command line; ends with the process's exit code set. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    if (error instanceof UsageError || error instanceof CommanderError) {
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

function tell(message: string): void {
  process.stderr.write(`lanes: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
}

function program(): Command {
  const names = Object.keys(formats);
  const lanes = new Command('lanes')
    .description('Runs the same work under every concurrency model, live and side by side.')
    .version('0.1.0')
    .enablePositionalOptions()
    .argument('[scenario]', scenarioHelp())
    .action((id: string | undefined, options: RunOptions) => open(id, options))
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  addRunOptions(lanes);

  const run = lanes
    .command('run')
    .description('run a scenario without the dashboard')
    .argument('<scenario>', scenarioHelp());
  addReportOptions(addRunOptions(run), names).action((id: string, options: RunOptions & ReportOptions) =>
    headless(id, options),
  );

  const list = lanes.command('list').description('list scenarios and models');
  addReportOptions(list, names).addOption(pythonOption());
  list.action(async ({ format, output, python }: ReportOptions & Pick<RunOptions, 'python'>) => {
    const { listing } = await import('./cli/list.ts');
    const { writeReport } = await import('./cli/write-report.ts');
    await writeReport(await listing(format === 'json', python), output);
  });

  const compare = lanes
    .command('compare')
    .description('tell what became of the lanes of one report in another, within noise or not')
    .argument('<base>', 'the report to compare with, as JSON')
    .argument('<new>', 'the report to judge, as JSON');
  addReportOptions(addCompareOptions(compare), Object.keys(comparisonFormats)).action(compared);
  for (const command of lanes.commands) command.configureOutput({ writeErr: () => undefined }).exitOverride();
  return lanes;
}

function scenarioHelp(): string {
  return `one of ${scenarios.map(({ id }) => id).join(', ')}`;
}

function findScenario(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found === undefined)
    throw unknownWord(
      'SCENARIO',
      id,
      scenarios.map((scenario) => scenario.id),
    );
  return found;
}

async function compared(base: string, next: string, options: CompareOptions & ReportOptions): Promise<void> {
  const { compareFiles } = await import('./cli/compare.ts');
  const { writeReport } = await import('./cli/write-report.ts');
  const { text, exitCode } = await compareFiles(base, next, options);
  await writeReport(text, options.output);
  process.exitCode = exitCode;
}

/** Interpreters that the user named are asked for their versions here; the python3 on the PATH by who runs with it. */
async function chosen(options: RunOptions, environment: Environment): Promise<Choices> {
  const commands = [...new Set(options.python)];
  const { findInterpreters, tagsOf } = await import('./engine/supervise/interpreters.ts');
  // One alone needs no telling apart: its answer, which may take long, is waited for by its lanes.
  const tags = commands.length > 1 ? tagsOf(await findInterpreters(commands)) : [];
  const pythons = commands.map((command, index) => ({ command, tag: tags[index] ?? command }));
  return choicesOf(options, usableCores(environment), pythons);
}

/** The dashboard, or the same without it where there is no terminal for one. */
async function open(id = defaultScenario, options: RunOptions): Promise<void> {
  const hasTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!hasTerminal || !options.tui || process.env['CI']) return headless(id, { ...options, format: 'table' });
  const scenario = findScenario(id);
  checkModels(scenario, options);
  checkOrder(options);
  const environment = readEnvironment();
  const choices = await chosen(options, environment);
  const { runDashboard } = await import('./ui/dashboard.tsx');
  const { startGuard } = await import('./engine/supervise/guard.ts');
  const { startSession } = await import('./engine/supervise/session.ts');
  let guard: ReturnType<typeof startGuard> | undefined;
  const result = await runDashboard({
    start: (plan, listener) => {
      guard ??= startGuard();
      return startSession(plan, guard, listener);
    },
    choices,
    scenario,
    machine: describeCores(environment),
    cores: allowedCores(environment),
  });
  const { reportOf } = await import('./engine/report/report.ts');
  const { outcomeOf } = await import('./engine/session/session-state.ts');
  process.stdout.write(formats['table']?.(reportOf(result.plan, result.session, environment)) ?? '');
  process.exit(
    result.interrupted ? 128 + constants.signals.SIGINT : exitCodeOf([...result.session.lanes.values()].map(outcomeOf)),
  );
}

async function headless(id: string, options: RunOptions & ReportOptions): Promise<void> {
  const scenario = findScenario(id);
  checkModels(scenario, options);
  checkOrder(options);
  const environment = readEnvironment();
  const plan = planOf(scenario, await chosen(options, environment));
  const { runHeadless } = await import('./cli/headless.ts');
  const { writeReport } = await import('./cli/write-report.ts');
  const { report, exitCode } = await runHeadless(plan, environment);
  await writeReport(formats[options.format]?.(report) ?? '', options.output);
  process.exit(exitCode);
}
