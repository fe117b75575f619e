import { mark } from '../source.ts';
import type { PythonModel, PythonParts } from './parts.ts';
import { objects, together, workFunction } from './pieces.ts';
import { keeping } from './threads.ts';

/** A multiprocessing.Process a task. */
export const processes: PythonModel = {
  title: (limit) => `a process for each task, ${limit} at once`,
  limited: true,
  importsAnew: true,
  body: (parts) =>
    together(objects(parts, true), parts.keeps ? keeping : workFunction(parts), {
      imports: { multiprocessing: ['Pipe', 'Process'], 'multiprocessing.connection': ['Connection', 'wait'] },
      text: runAll(parts),
    }),
};

function runAll({ limit }: PythonParts): string {
  return `def send_result(value: Any, sender: Connection) -> None:
    """What a process does; what fails in it is told on its standard error."""
    sender.send(work(value))


def start(value: Any) -> tuple[Connection, Process]:
    receiver, sender = Pipe(duplex=False)
    process = Process(target=send_result, args=(value, sender))${mark}
    process.start()${mark}
    # The process has the only one now: when it dies, the receiver comes to an end.
    sender.close()
    return receiver, process


def receive(receiver: Connection, process: Process) -> Any:
    try:
        result = receiver.recv()
    except EOFError:
        process.join()
        message = f"a process ended with exit code {process.exitcode} before its task was done"
        raise RuntimeError(message) from None
    receiver.close()
    process.join()
    return result


def run_all(inputs: list[Any]) -> list[Any]:
    """Gives the results in the order of the inputs."""
    results: list[Any] = [None] * len(inputs)
    waiting = list(enumerate(inputs))[::-1]
    running: dict[Any, tuple[int, Process]] = {}
    try:
        while waiting or running:
            if waiting and len(running) < ${limit}:
                index, value = waiting.pop()
                receiver, process = start(value)
                running[receiver] = (index, process)
                continue
            for receiver in wait(list(running)):
                index, process = running.pop(receiver)
                results[index] = receive(receiver, process)
    finally:
        for _, process in running.values():
            process.kill()
    return results`;
}
