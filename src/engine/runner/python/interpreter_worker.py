"""What an interpreter of `py-interpreters` does: the tasks that it is given."""

from __future__ import annotations

import sys

from lanes_tasks.task import TaskSpec

from .cancellation import Cancellation
from .context import WorkerScope
from .emitter import Emitter
from .execute import execute_blocking
from .worker import tell_thread, tell_thread_usage


class _Worker:
    """This interpreter, once it has begun."""

    scope: WorkerScope


def begin(events: str, epoch: int, asked_at: int) -> None:
    """Tells that the interpreter begins as a worker; runs in it once."""
    if sys.version_info < (3, 14):
        raise ImportError("py-interpreters needs Python 3.14 or newer")
    from concurrent import interpreters

    emitter = Emitter(events, epoch)
    # Signals reach the main interpreter alone: a stopped run ends these with its process.
    _Worker.scope = WorkerScope(f"i{interpreters.get_current().id}", emitter, Cancellation(), True, set())
    tell_thread(_Worker.scope.id, emitter, asked_at)


def work(spec: TaskSpec) -> str:
    """Executes one task, and gives which worker did."""
    execute_blocking(spec, _Worker.scope)
    tell_thread_usage(_Worker.scope)
    return _Worker.scope.id
