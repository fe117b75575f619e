import { type Inputs, inputsOf } from '../inputs.ts';
import { pyLiteral, pyText } from '../literal.ts';
import { pathFrom } from '../paths.ts';
import type { ProgramRequest } from '../program.ts';
import type { Imports, PythonCode } from './parts.ts';

/** The function that makes the inputs of a program. */
export function inputsCode(request: ProgramRequest): PythonCode {
  const inputs = inputsOf(forPython(request));
  const { imports, about, body } = making(inputs, request);
  const text = `def make_inputs() -> list[Any]:
    """${about}"""
${body
  .map((line) => `    ${line}\n`)
  .join('')
  .trimEnd()}`;
  return { imports, text };
}

interface Making {
  readonly imports: Imports;
  readonly about: string;
  readonly body: readonly string[];
}

/** Python's glob knows fewer patterns than Node's, and passes hidden files over: where it would find others, the paths are written down. */
function forPython({ inputsFrom, ...request }: ProgramRequest): ProgramRequest {
  const { inputs } = request.work;
  const hasHidden =
    inputs.from === 'values' && inputs.values.some((path) => /(^|[/\\])\.\w[^/\\]*$/.test(String(path)));
  const isOther = inputsFrom?.kind === 'files' && (hasHidden || /[{}()!]/.test(inputsFrom.glob));
  return inputsFrom === undefined || isOther ? request : { ...request, inputsFrom };
}

function making(inputs: Inputs, request: ProgramRequest): Making {
  switch (inputs.from) {
    case 'numbers': {
      const { first, count } = inputs;
      const range = first === 0 ? `${count}` : `${first}, ${first + count}`;
      return { imports: {}, about: 'A number a task.', body: [`return list(range(${range}))`] };
    }
    case 'export':
      return listed(
        'A list, something that can be iterated, or a function that gives one.',
        'given_inputs() if callable(given_inputs) else given_inputs',
        inputs.tasks,
      );
    case 'values': {
      const literal = pyLiteral(inputs.values, { column: 4 + 'inputs = '.length, depth: 4 });
      return listed('The inputs, one a task.', literal, inputs.tasks);
    }
    case 'files': {
      const paths = `glob(${pyText(inputs.glob)}, recursive=True)`;
      const found = inputs.absolute ? `map(os.path.abspath, ${paths})` : paths;
      const code = listed('The paths of the files, one a task.', 'sorted(filter(os.path.isfile, found))', inputs.tasks);
      return {
        ...code,
        imports: { ...code.imports, glob: ['glob'], os: [] },
        body: [`found = ${found}`, ...code.body],
      };
    }
    case 'file': {
      const file = `(Path(__file__).resolve().parent / ${pyText(pathFrom(request, inputs.path))})`;
      const read = `${file}.read_text("utf-8")`;
      const values = inputs.lines
        ? '[json.loads(line) for line in text.split("\\n") if line.strip()]'
        : 'json.loads(text)';
      const code = listed('The inputs in the file, one a task.', values, inputs.tasks);
      return {
        ...code,
        imports: { ...code.imports, json: [], pathlib: ['Path'] },
        body: [`text = ${read}`, ...code.body],
      };
    }
  }
}

/** As many of a list as there are tasks; a list that is shorter is repeated. */
function listed(about: string, list: string, tasks: number | undefined): Making {
  if (tasks === undefined && list.startsWith('given_inputs')) {
    return { imports: {}, about, body: [`return list(${list})`] };
  }
  if (tasks === undefined) return { imports: {}, about, body: [`return ${list}`] };
  const body = [`inputs = ${list}`, `return list(islice(cycle(inputs), ${tasks}))`];
  return { imports: { itertools: ['cycle', 'islice'] }, about, body };
}
