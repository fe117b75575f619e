"""
The same work under each model of Python, as one would write it by hand, with nothing of lanes in it:
`python hand.py FILE#NAME MODEL[:N] TASKS WORKERS` prints, as JSON, how long it took in ms and a digest of the
results. The span is that of a lane's wall time: the file is loaded and the inputs are made before; then from
the moment before the first worker is asked for until all results are here, whole, and all workers are gone.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import hashlib
import importlib
import inspect
import json
import multiprocessing
import multiprocessing.connection
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NamedTuple

# How many threads or processes live at once where each task has one of its own.
MOST_ALIVE = 64

Task = Callable[[Any], Any]
loaded: dict[str, Any] = {}


class Job(NamedTuple):
    """What is to be done: the user's file and function, its inputs, and how many workers a pool has."""

    path: str
    inputs: list[Any]
    workers: int
    limit: int | None
    """How many at once, where it was given with the model."""


def main() -> None:
    """Runs the work once."""
    path, lane, tasks, workers = sys.argv[1:]
    module = load(path)
    inputs = inputs_of(module, int(tasks))
    model, _, limit = lane.partition(":")
    begin = time.perf_counter()
    results = MODELS[model](Job(path, inputs, int(workers), int(limit) if limit else None))
    ms = (time.perf_counter() - begin) * 1_000
    print(json.dumps({"ms": ms, "digest": digest_of(results)}))


def load(path: str) -> Any:
    """The module of the user's file, loaded once a process."""
    file = path.partition("#")[0]
    if file not in loaded:
        sys.path.insert(0, os.path.dirname(os.path.abspath(file)))
        loaded[file] = importlib.import_module(os.path.splitext(os.path.basename(file))[0])
    return loaded[file]


def inputs_of(module: Any, count: int) -> list[Any]:
    """The first inputs that the file has, or as many numbers."""
    made: Iterable[Any] | Callable[[], Iterable[Any]] = getattr(module, "inputs", range(count))
    return list(islice(made() if callable(made) else made, count))


def task_of(path: str) -> Task:
    """The function that was named."""
    return getattr(load(path), path.partition("#")[2] or "task")


def call(path: str, value: Any) -> Any:
    """One task, on a loop of its own where it is a coroutine function."""
    task = task_of(path)
    return asyncio.run(task(value)) if inspect.iscoroutinefunction(task) else task(value)


def sequential(job: Job) -> list[Any]:
    """One after the other."""
    task = task_of(job.path)
    if not inspect.iscoroutinefunction(task):
        return [task(value) for value in job.inputs]

    results: list[Any] = []

    async def one_by_one() -> None:
        results.extend([await task(value) for value in job.inputs])

    asyncio.run(one_by_one())
    return results


def gathered(job: Job) -> list[Any]:
    """All at once on one loop, or at most `limit`."""
    task = task_of(job.path)
    is_async = inspect.iscoroutinefunction(task)

    async def one(value: Any) -> Any:
        return await task(value) if is_async else task(value)

    results: list[Any] = []

    async def everything() -> None:
        free = asyncio.Semaphore(job.limit or len(job.inputs))

        async def limited(value: Any) -> Any:
            async with free:
                return await one(value)

        work = one if job.limit is None else limited
        results.extend(await asyncio.gather(*(work(value) for value in job.inputs)))

    # Not given back by the coroutine: asyncio.run makes a text of what that gives, to restore a signal's handler.
    asyncio.run(everything())
    return results


def threads(job: Job) -> list[Any]:
    """A thread a task."""
    results: list[Any] = [None] * len(job.inputs)
    free = threading.Semaphore(job.limit or MOST_ALIVE)

    def work(index: int, value: Any) -> None:
        try:
            results[index] = call(job.path, value)
        finally:
            free.release()

    started: list[threading.Thread] = []
    for index, value in enumerate(job.inputs):
        free.acquire()
        thread = threading.Thread(target=work, args=(index, value))
        thread.start()
        started.append(thread)
    for thread in started:
        thread.join()
    return results


def child(path: str, value: Any, answer: multiprocessing.connection.Connection) -> None:
    """What a process does that was started for one task."""
    answer.send(call(path, value))


def processes(job: Job) -> list[Any]:
    """A process a task."""
    results: list[Any] = [None] * len(job.inputs)
    alive: dict[Any, tuple[int, multiprocessing.Process, multiprocessing.connection.Connection]] = {}

    def collect() -> None:
        for answer in multiprocessing.connection.wait(list(alive)):
            index, process, reader = alive.pop(answer)
            results[index] = reader.recv()
            process.join()

    for index, value in enumerate(job.inputs):
        while len(alive) >= (job.limit or MOST_ALIVE):
            collect()
        answer, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=child, args=(job.path, value, sender))
        process.start()
        sender.close()
        alive[answer] = (index, process, answer)
    while alive:
        collect()
    return results


def executed(executor: concurrent.futures.Executor, job: Job) -> list[Any]:
    """All that an executor makes of the inputs, when it has ended."""
    with executor:
        futures = [executor.submit(call, job.path, value) for value in job.inputs]
        return [future.result() for future in futures]


def thread_pool(job: Job) -> list[Any]:
    """A ThreadPoolExecutor."""
    return executed(concurrent.futures.ThreadPoolExecutor(job.limit or job.workers), job)


def process_pool(job: Job) -> list[Any]:
    """A ProcessPoolExecutor."""
    return executed(concurrent.futures.ProcessPoolExecutor(job.limit or job.workers), job)


def interpreters(job: Job) -> list[Any]:
    """An InterpreterPoolExecutor, from 3.14 on."""
    kind: Any = vars(concurrent.futures)["InterpreterPoolExecutor"]
    return executed(kind(job.limit or job.workers), job)


def digest_of(results: list[Any]) -> str:
    """The same for equal results: bytes as they are, all else as JSON."""
    digest = hashlib.sha256()
    for one in results:
        digest.update(one if isinstance(one, bytes) else json.dumps(one, sort_keys=True).encode())
    return digest.hexdigest()[:16]


MODELS: dict[str, Callable[[Job], list[Any]]] = {
    "py-sequential": sequential,
    "py-asyncio": gathered,
    "py-threads": threads,
    "py-processes": processes,
    "py-thread-pool": thread_pool,
    "py-process-pool": process_pool,
    "py-interpreters": interpreters,
}

if __name__ == "__main__":
    main()
