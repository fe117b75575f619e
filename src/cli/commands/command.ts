import { Command, type CommanderError } from 'commander';
import { type CommandName, commanderOption, type OptionRow } from '../options/option.ts';
import { commandsWith, optionsOf } from '../options/table.ts';
import { UsageError } from '../usage-error.ts';

/** That there is nothing to do but to show this. */
export class Help extends Error {
  override readonly name = 'Help';
}

/** As commander calls it. */
const unknownOption = 'commander.unknownOption';

/** What a command was asked for. */
interface Asked<Options> {
  /** What stands there beside the options. */
  readonly words: readonly string[];
  readonly options: Options;
  /** The options that the user wrote. */
  readonly given: readonly OptionRow[];
}

/** A command: its place in the help, and what it does. */
interface CommandEntry<Options> {
  readonly name: CommandName;
  readonly description: string;
  /** Its arguments, `<those>` that have to be there and `[those]` that need not, each with its help. */
  readonly words: readonly (readonly [form: string, help: string])[];
  readonly run: (asked: Asked<Options>) => Promise<void>;
  /** Throws a UsageError for words that mean nothing: a better reason than an option that is not known. */
  readonly checkWords?: (words: readonly string[]) => void;
}

/** The command as commander has it, with the options that the table has for it. */
export function commandOf<Options extends object>(entry: CommandEntry<Options>): Command {
  const { name, description, words, run, checkWords } = entry;
  let help = '';
  const command: Command = new Command(name)
    .description(description)
    .configureOutput({
      writeErr: () => undefined,
      writeOut: (text) => {
        help += text;
      },
    })
    .exitOverride((error) => {
      if (error.exitCode === 0) throw new Help(help);
      if (error.code === unknownOption) checkWords?.(wordsBeforeOptions(command.args));
      throw worded(error, name);
    });
  for (const [form, help] of words) command.argument(form, help);
  for (const row of optionsOf(name)) command.addOption(commanderOption(row));
  return command.action(() => {
    checkWords?.(command.args);
    return run({ words: command.args, options: command.opts<Options>(), given: givenOptions(command, name) });
  });
}

/** What comes after an option may be its value. */
function wordsBeforeOptions(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => word.startsWith('-'));
  return first < 0 ? words : words.slice(0, first);
}

/** The options of a command that stand on the command line. */
export function givenOptions(command: Command, name: CommandName): OptionRow[] {
  return optionsOf(name).filter((row) => command.getOptionValueSource(commanderOption(row).attributeName()) === 'cli');
}

/** An option of another command is told as such. */
function worded(error: CommanderError, name: CommandName): Error {
  if (error.code !== unknownOption) return error;
  const option = /'(--[\w-]+)/.exec(error.message)?.[1] ?? '';
  const others = commandsWith(option);
  if (others.length === 0) return error;
  const accepted = others.map((other) => (other === 'lanes' ? 'lanes' : `lanes ${other}`)).join(', ');
  const here = name === 'lanes' ? 'lanes without a command' : `lanes ${name}`;
  return new UsageError(`unknown option '${option}' of ${here}; accepted with ${accepted}`);
}
