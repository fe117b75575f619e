from __future__ import annotations

import multiprocessing
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import Any

from ..emitter import failure_of
from ..exit_reason import describe_exit, exit_of
from ..model import ModelRun
from ..pool import EXIT_GRACE, submit_all
from ..process_pool_worker import begin, work
from ..worker import WorkerJob


class _StampingContext:
    """
    The platform's own way to start processes, as the executor uses it, but for one thing: every
    process is given its job, and is kept, so that how it ended can be told.
    """

    def __init__(self, run: ModelRun) -> None:
        self._run = run
        self._context = multiprocessing.get_context()
        self.processes: list[BaseProcess] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *args: Any, **kwargs: Any) -> BaseProcess:
        process: Any = self._context.Process(*args, **kwargs)
        emitter, request = self._run.emitter, self._run.request
        job = WorkerJob(f"p{len(self.processes) + 1}", request["events"], self._run.epoch, emitter.now())
        process.job = job
        self.processes.append(process)
        return process


def run(run: ModelRun) -> None:
    """
    A ProcessPoolExecutor of `workers` processes that take the tasks from a queue. It breaks as a
    whole when one of them dies: every task that was not finished then is lost.
    """
    context: Any = _StampingContext(run)
    size = min(run.request["workers"], len(run.tasks))
    executor = ProcessPoolExecutor(size, mp_context=context, initializer=begin)
    pending = submit_all(executor, run, work)
    wait_for([future for _, future in pending])
    _end(executor, context.processes)
    for number, process in enumerate(context.processes):
        run.emitter.emit("worker-exited", worker=f"p{number + 1}", **exit_of(process.exitcode or 0))
    if run.cancellation.cancelled:
        return
    for spec, future in pending:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            failure = {"name": "BrokenProcessPool", "message": _explain(context.processes)}
            run.emitter.emit("task-failed", task=spec["id"], error=failure)
        elif error is not None:
            run.emitter.emit("task-failed", task=spec["id"], error=failure_of(error))


def _end(executor: Executor, processes: list[BaseProcess]) -> None:
    ending = threading.Thread(target=executor.shutdown, daemon=True)
    ending.start()
    ending.join(EXIT_GRACE)
    if ending.is_alive():
        # A thread that a task left behind keeps its process, and one that computes on keeps the pool.
        for process in processes:
            process.kill()
        ending.join()


def _explain(processes: list[BaseProcess]) -> str:
    """Says which process broke the pool: the executor ended the others, with SIGTERM."""
    harmless = {0: 1, -signal.SIGTERM: 2}
    culprit = min(processes, key=lambda process: harmless.get(process.exitcode or 0, 0))
    how = describe_exit(culprit.exitcode or 0)
    return f"lost when process {culprit.pid} of the pool {how}: ProcessPoolExecutor then gives up all its tasks"
