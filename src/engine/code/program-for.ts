import { partsOf } from '../catalog.ts';
import { libraryModels, nodeModels, pythonModels } from './catalogue.ts';
import { nodeProgram } from './node/program.ts';
import type { Program, ProgramRequest } from './program.ts';
import { pythonProgram } from './python/program.ts';

/** The program to copy that does what a lane did; undefined for a model that only emulates something. */
export function programFor(request: ProgramRequest): Program | undefined {
  const { id } = partsOf(request.lane);
  if (request.runtime === 'python') {
    const model = pythonModels[id];
    return model && pythonProgram(request, model);
  }
  const model = (request.library && libraryModels[request.library]?.[id]) ?? nodeModels[id];
  return model && nodeProgram(request, model);
}
