/** Fills the parts of the documents that are made from data: the scenarios, the options and the keys. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { CommandName, OptionRow } from '../src/cli/options/option.ts';
import { optionTable } from '../src/cli/options/table.ts';
import { scenarios } from '../src/tasks/scenarios.ts';
import { lessonOf } from '../src/tasks/workload.ts';
import { Keymap } from '../src/ui/keymap.ts';

/** Those that have such parts. */
export const filledFiles = ['README.md', 'docs/cli.md'];

/** A document with those parts made anew. */
export function filled(document: string): string {
  const parts = { scenarios: scenarioTable(), options: optionRows(), keys: new Keymap(scenarios).table() };
  return Object.entries(parts).reduce((text, [name, part]) => {
    const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    return text.replace(marked, (_, begin: string, end: string) => `${begin}${part}\n${end}`);
  }, document);
}

function scenarioTable(): string {
  const rows = scenarios.map((scenario, index) => {
    const { sentence, order } = lessonOf(scenario);
    return `| \`${index + 1}\` | \`${scenario.id}\` | ${sentence} | ${order === 'in-turn' ? 'in turn' : order} |`;
  });
  return ['| key | name | what it shows | lanes run |', '|---|---|---|---|', ...rows].join('\n');
}

function optionRows(): string {
  const rows = optionTable.map((row) => `| \`${formOf(row)}\` | ${row.help} | ${row.commands.map(named).join(', ')} |`);
  return ['| option | | of |', '|---|---|---|', ...rows].join('\n');
}

function formOf({ name, value }: OptionRow): string {
  return (value === undefined ? name : `${name} ${value}`).replaceAll('|', '\\|');
}

function named(command: CommandName): string {
  return command === 'lanes' ? 'dashboard' : `\`${command}\``;
}

if (import.meta.main) for (const file of filledFiles) writeFileSync(file, filled(readFileSync(file, 'utf8')));
