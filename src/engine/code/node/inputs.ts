import { type Inputs, inputsOf } from '../inputs.ts';
import { jsLiteral, jsText } from '../literal.ts';
import { pathFrom } from '../paths.ts';
import type { NodeParts } from './parts.ts';

/** How a program makes its inputs. */
interface InputsCode {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Gives the list of them, in a block that is `depth` deep. */
  readonly expression: (depth: number) => string;
  /** A function that the expression calls. */
  readonly made?: string;
}

/** The inputs of a program. */
export function inputsCode(parts: NodeParts): InputsCode {
  const inputs = inputsOf(parts.request);
  const ofType = parts.type(': Input[]');
  switch (inputs.from) {
    case 'numbers':
      return { imports: {}, expression: () => numbers(inputs) };
    case 'values':
      return ofValues(inputs, parts);
    case 'export':
      return { imports: {}, expression: () => 'await makeInputs()', made: ofExport(inputs.tasks, parts) };
    case 'files': {
      const list = inputs.absolute ? 'paths.sort().map((path) => resolve(path))' : 'paths.sort()';
      const made = `/** A path a task. */
async function makeInputs() {
  const paths = await Array.fromAsync(glob(${jsText(inputs.glob)}));
  return ${taken(list, inputs.tasks, parts)};
}`;
      const imports = { 'node:fs/promises': ['glob'], ...(inputs.absolute && { 'node:path': ['resolve'] }) };
      return { imports, expression: () => 'await makeInputs()', made };
    }
    case 'file': {
      const url = encodeURI(pathFrom(parts.request, inputs.path)).replace(/[?#]/g, encodeURIComponent);
      const read = inputs.lines
        ? "text.split('\\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line))"
        : 'JSON.parse(text)';
      const made = `async function makeInputs()${parts.type(': Promise<Input[]>')} {
  const text = await readFile(new URL(${jsText(url)}, import.meta.url), 'utf8');
  const inputs${ofType} = ${read};
  return ${taken('inputs', inputs.tasks, parts)};
}`;
      return { imports: { 'node:fs/promises': ['readFile'] }, expression: () => 'await makeInputs()', made };
    }
  }
}

function numbers({ first, count }: Inputs & { from: 'numbers' }): string {
  return `Array.from({ length: ${count} }, (_, index) => ${first === 0 ? 'index' : `${first} + index`})`;
}

function ofValues({ values, tasks }: Inputs & { from: 'values' }, parts: NodeParts): InputsCode {
  const column = 'const inputs = '.length;
  const list = (depth: number) => jsLiteral(values, { column: depth + column, depth });
  if (tasks === undefined) return { imports: {}, expression: list };
  const made = `function makeInputs()${parts.type(': Input[]')} {
  const inputs = ${list(2)};
  return ${taken('inputs', tasks, parts)};
}`;
  return { imports: {}, expression: () => 'makeInputs()', made };
}

/** As many of a list as there are tasks. */
function taken(list: string, tasks: number | undefined, { has }: NodeParts): string {
  if (tasks === undefined) return list;
  // What was moved with one task is not there for another.
  const again = has.transfer ? 'structuredClone(list[index % list.length])' : 'list[index % list.length]';
  const each = has.transfer ? `(index < list.length ? list[index] : ${again})` : again;
  return `Array.from({ length: ${tasks} }, (_, index) => ${each})`.replaceAll(/\blist\b/g, list);
}

function ofExport(tasks: number | undefined, parts: NodeParts): string {
  const given = parts.typed
    ? `const exported${': unknown'} = givenInputs;
  const given = (await (typeof exported === 'function' ? exported() : exported)) as Iterable<Input>;`
    : `const given = await (typeof givenInputs === 'function' ? givenInputs() : givenInputs);`;
  const about = '/** A list, something that can be iterated, or a function that gives one. */\n';
  if (tasks === undefined) {
    return `${about}async function makeInputs() {
  ${given}
  return Array.fromAsync(given);
}`;
  }
  return `${about}async function makeInputs() {
  ${given}
  const inputs${parts.type(': Input[]')} = [];
  for await (const input of given) {
    if (inputs.push(input) === ${tasks}) break;
  }
  return ${taken('inputs', tasks, parts)};
}`;
}
