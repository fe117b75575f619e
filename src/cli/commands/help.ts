import type { Command } from 'commander';
import { version } from '../../engine/version.ts';
import { unknownWord } from '../usage-error.ts';
import { commandOf, Help } from './command.ts';

/** `lanes help`: what `--help` shows, of a command too. */
export function helpCommand(lanes: Command): Command {
  return commandOf({
    name: 'help',
    description: 'display help for lanes or for a command',
    words: [['[command]', 'the command']],
    run: async ({ words: [word] }) => {
      const asked = word === undefined ? lanes : lanes.commands.find((command) => command.name() === word);
      if (asked !== undefined) throw new Help(asked.helpInformation());
      const names = lanes.commands.map((command) => command.name());
      throw unknownWord('COMMAND', word ?? '', names);
    },
  });
}

/** `lanes version`: what `--version` shows. */
export function versionCommand(): Command {
  return commandOf({
    name: 'version',
    description: 'output the version number',
    words: [],
    run: async () => {
      throw new Help(`${version}\n`);
    },
  });
}
