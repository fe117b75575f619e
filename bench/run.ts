/**
 * Measures what the program itself costs: `npm run bench`, or `npm run bench -- NAME …` for some of
 * it. Those that take half an hour or more run where they are named. `--seed`, `--count` and `--seconds`
 * say which faults, how many and for how long; `--count` and `--only` how many rounds of which cases or lanes;
 * `--seconds` the longest budget.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BudgetOptions } from './budget.ts';
import type { DecideOptions } from './decide.ts';
import type { FaultOptions } from './faults.ts';
import type { OverheadOptions } from './overhead.ts';

const here = import.meta.dirname;
const helpers = new Set(['run.ts', 'alternate.ts', 'hand.ts', 'simulated.ts']);
const long = new Set(['budget', 'decide', 'faults', 'overhead']);
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && !helpers.has(file))
  .map((file) => file.slice(0, -'.ts'.length));

const text = { type: 'string' } as const;
const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { seed: text, count: text, seconds: text, only: text },
});
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : names.filter((one) => !long.has(one))) {
  process.stdout.write(`\n== ${name}\n`);
  const { measure } = (await import(`./${name}.ts`)) as {
    measure: (options: BudgetOptions & DecideOptions & FaultOptions & OverheadOptions) => Promise<void>;
  };
  await measure(values);
}
process.exit();
