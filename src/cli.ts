import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import { exitCodeOf, exitNothingRan, exitUsage } from './cli/exit-code.ts';
import { addReportOptions, addRunOptions, choicesOf, type ReportOptions, type RunOptions } from './cli/options.ts';
import { UsageError, unknownWord } from './cli/usage-error.ts';
import { describeCores, readEnvironment, usableCores } from './engine/measure/environment.ts';
import { planOf } from './engine/plan.ts';
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
  addReportOptions(list, names).action(async ({ format, output }: ReportOptions) => {
    const { listing } = await import('./cli/list.ts');
    const { writeReport } = await import('./cli/write-report.ts');
    await writeReport(listing(format === 'json'), output);
  });
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

/** The dashboard, or the same without it where there is no terminal for one. */
async function open(id = defaultScenario, options: RunOptions): Promise<void> {
  const hasTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!hasTerminal || !options.tui || process.env['CI']) return headless(id, { ...options, format: 'table' });
  const scenario = findScenario(id);
  const environment = readEnvironment();
  const { runDashboard } = await import('./ui/dashboard.tsx');
  const { startGuard } = await import('./engine/supervise/guard.ts');
  const { startSession } = await import('./engine/supervise/session.ts');
  let guard: ReturnType<typeof startGuard> | undefined;
  const result = await runDashboard({
    start: (plan, listener) => {
      guard ??= startGuard();
      return startSession(plan, guard, listener);
    },
    choices: choicesOf(options, usableCores(environment)),
    scenario,
    machine: describeCores(environment),
  });
  const { reportOf } = await import('./engine/report/report.ts');
  process.stdout.write(formats['table']?.(reportOf(result.plan, result.lanes, environment)) ?? '');
  process.exit(result.interrupted ? 128 + constants.signals.SIGINT : exitCodeOf(result.lanes));
}

async function headless(id: string, options: RunOptions & ReportOptions): Promise<void> {
  const scenario = findScenario(id);
  const environment = readEnvironment();
  const plan = planOf(scenario, choicesOf(options, usableCores(environment)));
  const { runHeadless } = await import('./cli/headless.ts');
  const { writeReport } = await import('./cli/write-report.ts');
  const { report, exitCode } = await runHeadless(plan, environment);
  await writeReport(formats[options.format]?.(report) ?? '', options.output);
  process.exit(exitCode);
}
