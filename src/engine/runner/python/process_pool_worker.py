"""What a process of `py-process-pool` does: the tasks that it is given."""

from __future__ import annotations

import multiprocessing
from typing import Any

from lanes_tasks.task import TaskSpec

from .context import WorkerScope
from .execute import execute_blocking
from .output import prepare_output
from .worker import begin_process, tell_process_usage


class _Worker:
    """This process, once it has begun."""

    scope: WorkerScope
    busy = False


def begin() -> None:
    """Tells that the process begins; the executor calls it there once."""
    process: Any = multiprocessing.current_process()
    prepare_output()
    _Worker.scope = begin_process(process.job)
    # SIGTERM ends an idle worker at once, and a busy one when its task has noticed.
    _Worker.scope.cancellation.on_cancel(lambda: None if _Worker.busy else _Worker.scope.cancellation.die())


def work(spec: TaskSpec) -> None:
    """Executes one task; the executor calls it in one of its processes."""
    _Worker.busy = True
    execute_blocking(spec, _Worker.scope)
    # A process of a pool is not told when it ends: the last figures it told count.
    tell_process_usage(_Worker.scope)
    _Worker.busy = False
    if _Worker.scope.cancellation.cancelled:
        _Worker.scope.cancellation.die()
