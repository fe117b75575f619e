import { lines, mark } from '../source.ts';
import type { PythonCode, PythonModel, PythonParts } from './parts.ts';
import { objects, together, workFunction } from './pieces.ts';

/** A ProcessPoolExecutor. */
export const processPool: PythonModel = {
  title: (limit) => `${limit} processes that take the tasks from a queue`,
  limited: true,
  importsAnew: true,
  body: (parts) => {
    const ending = {
      imports: { 'multiprocessing.util': ['Finalize'] },
      code: 'Finalize(None, worker.end, exitpriority=10)',
    };
    return together(
      objects(parts, true),
      parts.keeps ? keeping(parts, 'process', ending) : workFunction(parts),
      runAll(parts, 'ProcessPoolExecutor'),
    );
  },
};

/** A worker that is kept in a process or interpreter of its own; \`ending\` has it torn down with that. */
export function keeping(
  { has }: PythonParts,
  place: string,
  ending: { readonly imports: PythonCode['imports']; readonly code: string },
): PythonCode {
  const text = lines(
    `# The one of this ${place}.`,
    'workers: list[Worker] = []',
    '',
    '',
    'def begin() -> None:',
    `    """Runs in each ${place} before its first task."""`,
    '    worker = Worker()',
    '    workers.append(worker)',
    has.teardown && `    ${ending.code}`,
    '',
    '',
    'def work(value: Any) -> Any:',
    `    """Does one task, in a ${place} of the pool."""`,
    '    return workers[0].run(value)',
  );
  return { imports: has.teardown ? ending.imports : {}, text };
}

/** The function that has an executor do the tasks. */
export function runAll({ limit, keeps }: PythonParts, executor: string): PythonCode {
  const begun = keeps ? ', initializer=begin' : '';
  return {
    imports: { 'concurrent.futures': [executor] },
    text: `def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""
    with ${executor}(max_workers=${limit}${begun}) as pool:${mark}
        return list(pool.map(work, inputs))${mark}`,
  };
}
