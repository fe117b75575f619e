from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from lanes_tasks.task import TaskSpec

from .model import ModelRun

# How long a pool may take to end once its tasks are done, in seconds, before it is ended.
EXIT_GRACE = 0.5


def submit_all(
    executor: Executor, run: ModelRun, work: Callable[[TaskSpec], Any]
) -> list[tuple[TaskSpec, Future[Any]]]:
    """Has the executor take every task; gives each with what will come of it, a refusal included."""
    pending: list[tuple[TaskSpec, Future[Any]]] = []
    for spec in run.tasks:
        try:
            future = executor.submit(work, spec)
        except Exception as error:
            # A pool that has broken already takes no more.
            future = Future[Any]()
            future.set_exception(error)
        pending.append((spec, future))
    return pending
