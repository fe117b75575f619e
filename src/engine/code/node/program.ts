import { basename, extname } from 'node:path';
import { partsOf } from '../../catalog.ts';
import { jsText } from '../literal.ts';
import { commandName, pathFrom, stemOf } from '../paths.ts';
import type { Program, ProgramRequest } from '../program.ts';
import { comment, lines, paragraphs, unmarked } from '../source.ts';
import { importsOf, typesOf } from './imports.ts';
import { inputsCode } from './inputs.ts';
import { type Imports, type NodeModel, partsFor } from './parts.ts';

/** The program of a model for Node. */
export function nodeProgram(request: ProgramRequest, model: NodeModel): Program {
  const parts = partsFor(request, model);
  const suggestedName = `${stemOf(request)}.${partsOf(request.lane).id}.${parts.typed ? 'mts' : 'mjs'}`;
  const { target = suggestedName, work, libuvThreads } = request;
  const run = `${libuvThreads === undefined ? '' : `UV_THREADPOOL_SIZE=${libuvThreads} `}node ${commandName(target)}`;
  const about = `The task of ${jsText(pathFrom(request, work.path))}: ${model.title(parts.limit)}.`;
  const source = paragraphs([
    lines(comment(about, '//'), comment(`Run it: ${jsText(run).slice(1, -1)}`, '//')),
    importsOf(parts, together(model.imports(parts), inputsCode(parts).imports)),
    typesOf(parts),
    model.body(parts),
  ]);
  const saved = request.target === undefined ? `Save it as ${suggestedName} and r` : 'R';
  const usesTypes = parts.typed || /^\.[mc]?ts$/.test(extname(work.path));
  const notes = [
    ...(model.packages ?? []).map((name) => `Install the library first: npm i ${name}`),
    `${saved}un it with \`${run}\`${usesTypes ? ', with Node 22.18 or newer, which strips types' : ''}.`,
    ...(model.notes?.(parts) ?? []),
    ...(isModule(target) ? [] : [`Node takes ${basename(target)} for CommonJS: name it .mjs.`]),
  ];
  return { ...unmarked(`${source}\n`), suggestedName, notes };
}

function together(one: Imports, other: Imports): Imports {
  const modules = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(modules.map((module) => [module, [...(one[module] ?? []), ...(other[module] ?? [])]]));
}

function isModule(name: string): boolean {
  return !/^\.c[jt]s$/.test(extname(name));
}
