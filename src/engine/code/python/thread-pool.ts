import { lines, mark } from '../source.ts';
import type { PythonModel, PythonParts } from './parts.ts';
import { objects, together, workFunction } from './pieces.ts';

/** A ThreadPoolExecutor. */
export const threadPool: PythonModel = {
  title: (limit) => `${limit} threads that take the tasks from a queue`,
  limited: true,
  body: (parts) =>
    together(objects(parts, true), parts.keeps ? { imports: { threading: [] }, text: keeping } : workFunction(parts), {
      imports: { 'concurrent.futures': ['ThreadPoolExecutor'] },
      text: runAll(parts),
    }),
};

const keeping = `local = threading.local()
workers: list[Worker] = []


def begin() -> None:
    """Runs in each thread before its first task."""
    local.worker = Worker()
    workers.append(local.worker)


def work(value: Any) -> Any:
    """Does one task, in a thread of the pool."""
    return local.worker.run(value)`;

function runAll({ limit, keeps }: PythonParts): string {
  const begun = keeps ? ', initializer=begin' : '';
  const results = `list(pool.map(work, inputs))${mark}`;
  return lines(
    'def run_all(inputs: list[Any]) -> list[Any]:',
    '    """Gives the results in the order of the inputs."""',
    `    with ThreadPoolExecutor(max_workers=${limit}${begun}) as pool:${mark}`,
    keeps ? `        results = ${results}` : `        return ${results}`,
    keeps && '    for worker in workers:\n        worker.end()\n    return results',
  );
}
