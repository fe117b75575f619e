import { mark } from '../source.ts';
import type { PythonModel, PythonParts } from './parts.ts';
import { objects, together, workFunction } from './pieces.ts';

/** A thread a task. */
export const threads: PythonModel = {
  title: (limit) => `a thread for each task, ${limit} at once`,
  limited: true,
  body: (parts) =>
    together(objects(parts, true), parts.keeps ? keeping : workFunction(parts), {
      imports: { threading: [] },
      text: runAll(parts),
    }),
};

/** A worker that does one task. */
export const keeping = {
  imports: {},
  text: `def work(value: Any) -> Any:
    """Does one task, in a worker."""
    worker = Worker()
    result = worker.run(value)
    worker.end()
    return result`,
};

function runAll({ limit }: PythonParts): string {
  return `def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""
    results: list[Any] = [None] * len(inputs)
    errors: list[BaseException] = []
    slots = threading.Semaphore(${limit})

    def run(index: int, value: Any) -> None:
        try:
            results[index] = work(value)
        except BaseException as error:
            errors.append(error)
        finally:
            slots.release()

    threads: list[threading.Thread] = []
    for index, value in enumerate(inputs):
        slots.acquire()
        if errors:
            break
        thread = threading.Thread(target=run, args=(index, value))${mark}
        thread.start()${mark}
        threads.append(thread)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results`;
}
