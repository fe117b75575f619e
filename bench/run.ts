/**
 * Measures what the program itself costs: `npm run bench`, or `npm run bench -- NAME …` for some of
 * it. `faults` takes half an hour and runs where it is named; `--seed`, `--count` and `--seconds` say
 * which faults, how many and for how long.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FaultOptions } from './faults.ts';

const here = import.meta.dirname;
const helpers = new Set(['run.ts', 'alternate.ts', 'simulated.ts']);
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && !helpers.has(file))
  .map((file) => file.slice(0, -'.ts'.length));

const number = { type: 'string' } as const;
const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { seed: number, count: number, seconds: number },
});
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : names.filter((one) => one !== 'faults')) {
  process.stdout.write(`\n== ${name}\n`);
  const { measure } = (await import(`./${name}.ts`)) as { measure: (options: FaultOptions) => Promise<void> };
  await measure(values);
}
process.exit();
