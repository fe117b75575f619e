import { type Inputs, inputsOf } from '../inputs.ts';
import { jsLiteral, jsText } from '../literal.ts';
import { pathFrom } from '../paths.ts';
import { lines } from '../source.ts';
import type { Imports, NodeParts } from './parts.ts';

/** How a program makes its inputs. */
interface InputsCode {
  readonly imports: Imports;
  /** Gives the list of them, in a block that is `depth` deep. */
  readonly expression: (depth: number) => string;
  /** A function that the expression calls. */
  readonly made?: string;
}

/** The inputs of a program. */
export function inputsCode(parts: NodeParts): InputsCode {
  const inputs = inputsOf(parts.request);
  switch (inputs.from) {
    case 'numbers':
      return { imports: {}, expression: () => numbers(inputs) };
    case 'values':
      return ofValues(inputs, parts);
    case 'export':
      return made('A list, something that can be iterated, or a function that gives one.', ofExport(inputs, parts));
    case 'files': {
      const list = 'paths.filter((path) => statSync(path).isFile()).sort()';
      const found = `const found = await Array.fromAsync(glob(${jsText(inputs.glob)}));
const paths = ${inputs.absolute ? 'found.map((path) => resolve(path))' : 'found'};`;
      const code = made('The paths of files, one a task.', lines(found, given(list, inputs.tasks, parts)));
      return {
        ...code,
        imports: {
          'node:fs': ['statSync'],
          'node:fs/promises': ['glob'],
          ...(inputs.absolute && { 'node:path': ['resolve'] }),
        },
      };
    }
    case 'file': {
      const code = made('What a file has, one a task.', ofFile(inputs, parts));
      return { ...code, imports: { 'node:fs/promises': ['readFile'] } };
    }
  }
}

/** Inputs made by a function; it is asynchronous, of whatever it awaits. */
function made(about: string, body: string): InputsCode {
  const text = `/** ${about} */\nasync function makeInputs() {\n${body.replace(/^(?=.)/gm, '  ')}\n}`;
  return { imports: {}, expression: () => 'await makeInputs()', made: text };
}

function numbers({ first, count }: Inputs & { from: 'numbers' }): string {
  return `Array.from({ length: ${count} }, (_, index) => ${first === 0 ? 'index' : `${first} + index`})`;
}

function ofValues({ values, tasks }: Inputs & { from: 'values' }, parts: NodeParts): InputsCode {
  const written = (depth: number) => jsLiteral(values, { column: depth + 'const inputs = '.length, depth });
  if (tasks === undefined) return { imports: {}, expression: written };
  // Its lines are moved with the body; the widths are those of where they come to stand.
  const list = written(2).replace(/\n {2}/g, '\n');
  return made('The inputs, repeated.', given(list, tasks, parts));
}

function ofFile({ path, lines: isLines, tasks }: Inputs & { from: 'file' }, parts: NodeParts): string {
  const url = encodeURI(pathFrom(parts.request, path)).replace(/[?#]/g, encodeURIComponent);
  const read = `const text = await readFile(new URL(${jsText(url)}, import.meta.url), 'utf8');`;
  if (!isLines) return lines(read, given('JSON.parse(text)', tasks, parts));
  const rows = "const rows = text.split('\\n').filter((row) => row.trim() !== '');";
  return lines(read, rows, given('rows.map((row) => JSON.parse(row))', tasks, parts));
}

function ofExport({ tasks }: Inputs & { from: 'export' }, parts: NodeParts): string {
  const source = parts.typed
    ? `const exported: unknown = givenInputs;
const made: unknown = typeof exported === 'function' ? exported() : exported;
const source = (await made) as Iterable<Input>;`
    : "const source = await (typeof givenInputs === 'function' ? givenInputs() : givenInputs);";
  if (tasks === undefined) return lines(source, 'return Array.fromAsync(source);');
  return `${source}
const inputs${parts.type(': Input[]')} = [];
for await (const input of source) {
  if (inputs.push(input) === ${tasks}) break;
}
${repeated(tasks, parts)}`;
}

/** Gives a list back, or as many of it as there are tasks. */
function given(list: string, tasks: number | undefined, parts: NodeParts): string {
  if (tasks === undefined) return `return ${list};`;
  return lines(`const inputs${parts.type(': Input[]')} = ${list};`, repeated(tasks, parts));
}

function repeated(tasks: number, { has, type }: NodeParts): string {
  const input = `inputs[index % inputs.length]${type(' as Input')}`;
  if (!has.transfer) return `return Array.from({ length: ${tasks} }, (_, index) => ${input});`;
  return `return Array.from({ length: ${tasks} }, (_, index) => {
  const input = ${input};
  // What is moved with one task is not there for another.
  return index < inputs.length ? input : structuredClone(input);
});`;
}
