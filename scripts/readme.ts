/** Fills the parts of the README that are made from data: the scenarios and the keys. */
import { readFileSync, writeFileSync } from 'node:fs';
import { scenarios } from '../src/tasks/scenarios.ts';
import { lessonOf } from '../src/tasks/workload.ts';
import { Keymap } from '../src/ui/keymap.ts';

/** The README with those parts made anew. */
export function filled(readme: string): string {
  return [['scenarios', scenarioTable()] as const, ['keys', new Keymap(scenarios).table()] as const].reduce(
    (text, [name, part]) => {
      const marked = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
      return text.replace(marked, (_, begin: string, end: string) => `${begin}${part}\n${end}`);
    },
    readme,
  );
}

function scenarioTable(): string {
  const rows = scenarios.map((scenario, index) => {
    const { sentence, order } = lessonOf(scenario);
    return `| \`${index + 1}\` | \`${scenario.id}\` | ${sentence} | ${order === 'in-turn' ? 'in turn' : order} |`;
  });
  return ['| key | name | what it shows | lanes run |', '|---|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) writeFileSync('README.md', filled(readFileSync('README.md', 'utf8')));
