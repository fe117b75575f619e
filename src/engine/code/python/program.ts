import { partsOf } from '../../catalog.ts';
import { pyText } from '../literal.ts';
import { commandName, pathFrom, stemOf } from '../paths.ts';
import type { Program, ProgramRequest } from '../program.ts';
import { comment, lines, paragraphs, unmarked } from '../source.ts';
import { importsOf } from './imports.ts';
import { inputsCode } from './inputs.ts';
import { type PythonCode, type PythonModel, partsFor } from './parts.ts';
import { together } from './pieces.ts';

/** The program of a model for Python. */
export function pythonProgram(request: ProgramRequest, model: PythonModel): Program {
  const parts = partsFor(request, model);
  const word = partsOf(request.lane).id.replace(/^py-/, '').replaceAll('-', '_');
  const suggestedName = `${stemOf(request)}_${word}.py`;
  const run = `python3 ${commandName(request.target ?? suggestedName)}`;
  const about = `The task of ${pyText(pathFrom(request, request.work.path))}: ${model.title(parts.limit)}.`;
  const code = together(inputsCode(request), model.body(parts), mainCode(model));
  const source = paragraphs([
    lines(comment(about, '#'), comment(`Run it: ${pyText(run).slice(1, -1)}`, '#')),
    importsOf(parts, code.imports),
  ]);
  const text = `${source}\n\n\n${code.text}\n`;
  const saved = request.target === undefined ? `Save it as ${suggestedName} and r` : 'R';
  const since = model.since === undefined ? '' : `, with Python ${model.since} or newer`;
  return { ...unmarked(text), suggestedName, notes: [`${saved}un it with \`${run}\`${since}.`] };
}

function mainCode({ importsAnew }: PythonModel): PythonCode {
  const text = lines(
    'def main() -> None:',
    '    inputs = make_inputs()',
    '    started = time.perf_counter()',
    '    results = run_all(inputs)',
    '    print(f"{len(results)} results in {time.perf_counter() - started:.1f} s")',
    '',
    '',
    importsAnew && '# A worker imports this file too, and must not begin anew.',
    'if __name__ == "__main__":',
    '    main()',
  );
  return { imports: { time: [] }, text };
}
