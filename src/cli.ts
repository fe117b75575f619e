import { type Command, CommanderError } from 'commander';
import { givenOptions, Help } from './cli/commands/command.ts';
import { compareCommand } from './cli/commands/compare.ts';
import { dashboardCommand } from './cli/commands/dashboard.ts';
import { decideCommand } from './cli/commands/decide.ts';
import { helpCommand, versionCommand } from './cli/commands/help.ts';
import { initCommand } from './cli/commands/init.ts';
import { listCommand } from './cli/commands/list.ts';
import { replayCommand } from './cli/commands/replay.ts';
import { runCommand } from './cli/commands/run.ts';
import { sweepCommand } from './cli/commands/sweep.ts';
import { exitNothingRan, exitUsage } from './cli/exit-code.ts';
import { tell, tellBelow } from './cli/tell.ts';
import { UsageError } from './cli/usage-error.ts';
import { LogError } from './engine/log/log-error.ts';
import { SessionError } from './engine/session/session.ts';
import { version } from './engine/version.ts';
import { scenarios } from './tasks/scenarios.ts';

/** Runs the command line; ends with the process's exit code set. */
export async function main(args: readonly string[]): Promise<void> {
  // That nobody reads what is told there ends nothing.
  process.stderr.on('error', () => undefined);
  try {
    await program().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = await exitCodeAfter(error);
  }
}

/** Tells of what ended the command line early. Throws what is no such thing. */
async function exitCodeAfter(error: unknown): Promise<number> {
  if (error instanceof Help) {
    const { writeReport } = await import('./cli/files/write-report.ts');
    return (await writeReport(error.message, { format: 'table' }, 0)).exitCode;
  }
  if (error instanceof UsageError || error instanceof LogError || error instanceof CommanderError) {
    tell(error.message.replace(/^error: /, ''));
    if (error instanceof UsageError) tellBelow(error.below);
    return exitUsage;
  }
  if (error instanceof SessionError) {
    tell(error.message);
    return exitNothingRan;
  }
  if ((error as NodeJS.ErrnoException).syscall === 'uv_cwd') {
    tell('the folder that it was started in is gone; change to one that is there');
    return exitNothingRan;
  }
  throw error;
}

function program(): Command {
  const lanes = dashboardCommand(scenarios).version(version).enablePositionalOptions();
  const commands = [
    runCommand(scenarios),
    decideCommand(scenarios),
    sweepCommand(scenarios),
    replayCommand(),
    listCommand(scenarios),
    compareCommand(),
    initCommand(),
    helpCommand(lanes),
    versionCommand(),
  ];
  for (const command of commands) lanes.addCommand(command);
  const words: readonly string[] = ['help', 'version'];
  // Throws in a folder that is gone, before something is started there.
  lanes.hook('preAction', (_, command) => void (words.includes(command.name()) || process.cwd()));
  return lanes.hook('preSubcommand', (_, command) => {
    const [misplaced] = givenOptions(lanes, 'lanes');
    if (misplaced === undefined) return;
    throw new UsageError(`${misplaced.name}: means nothing before ${command.name()}; write it after the command`);
  });
}
