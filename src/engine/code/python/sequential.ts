import { mark } from '../source.ts';
import type { PythonModel, PythonParts } from './parts.ts';
import { objects, together } from './pieces.ts';

/** A plain loop. */
export const sequential: PythonModel = {
  title: () => 'one task after the other',
  body: (parts) => together(objects(parts, true), runAll(parts)),
};

function runAll({ keeps, isAsync, call }: PythonParts) {
  if (keeps) {
    return {
      imports: {},
      text: `def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""
    worker = Worker()
    results = [worker.run(value) for value in inputs]${mark}
    worker.end()
    return results`,
    };
  }
  if (!isAsync) {
    return {
      imports: {},
      text: `def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""
    return [${call('value')} for value in inputs]${mark}`,
    };
  }
  return {
    imports: { asyncio: [] },
    text: `def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""

    async def one_by_one() -> list[Any]:
        return [await ${call('value')} for value in inputs]${mark}

    return asyncio.run(one_by_one())`,
  };
}
