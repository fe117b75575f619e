import { extname } from 'node:path';
import { inputsOf } from '../inputs.ts';
import { isName, jsText } from '../literal.ts';
import { pathFrom } from '../paths.ts';
import { lines, widest } from '../source.ts';
import type { Imports, NodeParts } from './parts.ts';

/** The imports of a program: what the model needs, then the user's task and its other exports. */
export function importsOf(parts: NodeParts, modules: Imports): string {
  const own = Object.entries(modules)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([module, names]) => importLine(undefined, [...new Set(names)], module));
  return lines(...own, ofWork(parts));
}

/** Types for what the task takes and gives. */
export function typesOf({ typed }: NodeParts): string | undefined {
  if (!typed) return undefined;
  return lines('type Input = Parameters<typeof task>[0];', 'type Result = Awaited<ReturnType<typeof task>>;');
}

function ofWork(parts: NodeParts): string {
  const { work, facts } = parts.request;
  const url = specifier(pathFrom(parts.request, work.path));
  const others = Object.entries({
    givenInputs: inputsOf(parts.request).from === 'export' ? 'inputs' : undefined,
    setup: parts.has.setup ? 'setup' : undefined,
    teardown: parts.has.teardown ? 'teardown' : undefined,
    transfer: parts.has.transfer ? 'transfer' : undefined,
  }).filter((other): other is [string, string] => other[1] !== undefined);
  const isCommon = /^\.c[jt]s$/.test(extname(work.path)) || facts.format === 'commonjs';
  if (isCommon) return ofCommonModule(work.name, others, url);
  const named = others.map(([own, name]) => renamed(name, own));
  if (work.name === 'default') return importLine('task', named, url);
  return importLine(undefined, [renamed(work.name, 'task'), ...named], url);
}

/** Of a CommonJS module Node knows the names only where it can read them off the text; it always knows the whole. */
function ofCommonModule(name: string, others: readonly [string, string][], url: string): string {
  const member = isName(name) ? `work.${name}` : `work[${jsText(name)}]`;
  const task = name === 'default' ? 'work.default ?? work' : member;
  const names = others.map(([own, other]) => (own === other ? own : `${other}: ${own}`));
  return lines(
    `import work from ${jsText(url)};`,
    '',
    `const task = ${task};`,
    names.length > 0 && `const { ${names.join(', ')} } = work;`,
  );
}

function renamed(name: string, own: string): string {
  if (name === own) return own;
  return `${isName(name) ? name : jsText(name)} as ${own}`;
}

function importLine(whole: string | undefined, names: readonly string[], module: string): string {
  const from = ` from ${jsText(module)};`;
  const start = whole === undefined ? 'import ' : names.length === 0 ? `import ${whole}` : `import ${whole}, `;
  if (names.length === 0) return start + from;
  const sorted = names.toSorted(byLetters);
  const row = `${start}{ ${sorted.join(', ')} }${from}`;
  return row.length <= widest ? row : `${start}{\n${sorted.map((name) => `  ${name},\n`).join('')}}${from}`;
}

/** A path as an import has it, which is a URL: what would mean something in one is escaped. */
function specifier(path: string): string {
  const safe = path.replace(/[%?#\\\s\p{Cc}]/gu, encodeURIComponent);
  return safe.startsWith('../') ? safe : `./${safe}`;
}

/** In the order of their letters, whether or not they are types. */
function byLetters(one: string, other: string): number {
  return one.replace('type ', '').localeCompare(other.replace('type ', ''), 'en');
}
