from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.process import BaseProcess
from typing import Any

from lanes_tasks.task import TaskSpec

from ..execute import Outcome
from ..exit_reason import describe_exit, exit_of
from ..handover import input_refused
from ..model import ModelRun
from ..pool import grace_of
from ..process_pool_worker import ResultQueue, begin, work
from ..worker import job_of


class _StampingContext:
    """
    The platform's own way to start processes, as the executor uses it, but for this: every process
    is given its job, and is kept, so that how it ended can be told; and results have their queue.
    """

    def __init__(self, run: ModelRun) -> None:
        self._run = run
        self._context = multiprocessing.get_context()
        self.processes: list[BaseProcess] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *args: Any, **kwargs: Any) -> BaseProcess:
        process: Any = self._context.Process(*args, **kwargs)
        process.job = job_of(self._run, f"p{len(self.processes) + 1}")
        self.processes.append(process)
        return process

    def SimpleQueue(self) -> ResultQueue:
        return ResultQueue(ctx=self._context)


def run(run: ModelRun) -> None:
    """
    A ProcessPoolExecutor of `workers` processes that take the tasks from a queue. It breaks as a
    whole when one of them dies: every task that was not finished then is lost.
    """
    context: Any = _StampingContext(run)
    size = min(run.request["workers"], len(run.tasks))
    try:
        executor = ProcessPoolExecutor(size, mp_context=context, initializer=begin)
    except OSError as error:
        # Its semaphores and pipes are made at once.
        for spec in run.tasks:
            run.refuse(spec, error)
        return
    pending = _submit_all(executor, run)
    wait_for([future for _, future in pending])
    was_refused = any(isinstance(future.exception(), _Refused) for _, future in pending)
    processes: list[Any] = [process for process in context.processes if process.pid is not None]
    _end(executor, processes, 0 if was_refused else grace_of(run))
    for process in processes:
        run.emitter.emit("worker-exited", worker=process.job.id, **exit_of(process.exitcode or 0))
    if run.cancellation.cancelled:
        return
    for spec, future in pending:
        error = future.exception()
        if isinstance(error, _Refused):
            run.refuse(spec, error.reason)
        elif isinstance(error, BrokenProcessPool):
            failure = {"name": "BrokenProcessPool", "message": _explain(processes)}
            run.emitter.emit("task-failed", task=spec["id"], error=failure)
        elif error is not None:
            run.lose(spec, input_refused(spec["id"], run.inputs[spec["id"]], error))


def _keep(run: ModelRun, spec: TaskSpec, future: Future[Outcome]) -> None:
    if future.exception() is None:
        run.keep(spec, future.result())


class _Refused(Exception):
    """The executor could not start what it needs: a process, or a thread of its own."""

    def __init__(self, reason: BaseException) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _submit_all(executor: Executor, run: ModelRun) -> list[tuple[TaskSpec, Future[Outcome]]]:
    """
    Has the executor take every task; gives each with what will come of it. One that could not start
    a process or a thread is left half made: it neither does its tasks nor gives them up, and whatever
    it is asked then may wait for ever. So all of them are given up here.
    """
    pending: list[tuple[TaskSpec, Future[Outcome]]] = []
    reasons: list[BaseException] = []
    lock = threading.Lock()

    def give_up(reason: BaseException | None) -> None:
        with lock:
            reasons.append(reason or RuntimeError("a thread of the executor ended"))
            for _, future in pending:
                if not future.done():
                    future.set_exception(_Refused(reasons[0]))

    # Its own threads start others, and end without a word to anyone else where they cannot.
    threading.excepthook = lambda args: give_up(args.exc_value)
    for spec in run.tasks:
        future: Future[Outcome] = Future()
        if not reasons:
            try:
                future = executor.submit(work, run.sent_work(spec))
                future.add_done_callback(partial(_keep, run, spec))
            except BrokenProcessPool as error:
                future.set_exception(error)
            except (OSError, EOFError, RuntimeError) as error:
                reasons.append(error)
        with lock:
            pending.append((spec, future))
    if reasons:
        give_up(reasons[0])
    return pending


def _end(executor: Executor, processes: list[BaseProcess], grace: float) -> None:
    """Ends the pool: by itself within `grace` seconds, or else by force. Needs no thread, which could be refused."""
    executor.shutdown(wait=False)
    until = time.monotonic() + grace
    waiting: dict[Any, BaseProcess] = {process.sentinel: process for process in processes}
    while waiting and time.monotonic() < until:
        for sentinel in wait_for_any(list(waiting), until - time.monotonic()):
            del waiting[sentinel]
    # A thread that a task left behind keeps its process, and one that computes on keeps the pool.
    for process in waiting.values():
        process.kill()
    for process in processes:
        # A thread of the executor may reap it at the same time, and has its exit code a moment later.
        while process.exitcode is None:
            process.join(0.01)


def _explain(processes: list[BaseProcess]) -> str:
    """Says which process broke the pool: the executor ended the others, with SIGTERM."""
    harmless = {0: 1, -signal.SIGTERM: 2}
    culprit = min(processes, key=lambda process: harmless.get(process.exitcode or 0, 0))
    how = describe_exit(culprit.exitcode or 0)
    return f"lost when process {culprit.pid} of the pool {how}: ProcessPoolExecutor then gives up all its tasks"
