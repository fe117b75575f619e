/** Measures what the program itself costs: `npm run bench`, or `npm run bench -- NAME …` for some of it. */
import { readdirSync } from 'node:fs';

const here = import.meta.dirname;
const helpers = new Set(['run.ts', 'alternate.ts', 'simulated.ts']);
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && !helpers.has(file))
  .map((file) => file.slice(0, -'.ts'.length));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : names) {
  process.stdout.write(`\n== ${name}\n`);
  const { measure } = (await import(`./${name}.ts`)) as { measure: () => Promise<void> };
  await measure();
}
process.exit(0);
