"""What an interpreter of `py-interpreters` does: the tasks that it is given."""

from __future__ import annotations

import atexit
import sys

from lanes_tasks.user_file import UserFile

from .cancellation import Cancellation
from .emitter import Emitter
from .execute import Outcome, Work, execute
from .printing import attribute_prints
from .readiness import make_ready, tear_down
from .worker import is_usage_due, tell_thread, tell_thread_usage
from .worker_scope import WorkerScope


class _Worker:
    """This interpreter, once it has begun."""

    scope: WorkerScope


def begin(events: str, epoch: int, asked_at: int, file: tuple[str, str] | None) -> None:
    """Tells that the interpreter begins as a worker; runs in it once. `file`: path and name of the user's."""
    if sys.version_info < (3, 14):
        raise ImportError("py-interpreters needs Python 3.14 or newer")
    from concurrent import interpreters

    emitter = Emitter(events, epoch)
    # Signals reach the main interpreter alone: a stopped run ends these with its process.
    user_file = None if file is None else UserFile(*file)
    _Worker.scope = WorkerScope(f"i{interpreters.get_current().id}", emitter, Cancellation(), user_file)
    tell_thread(_Worker.scope.id, emitter, asked_at)
    if user_file is not None:
        attribute_prints()
        make_ready(_Worker.scope, tell_thread_usage)
    # An interpreter calls this as it is closed, in its own thread.
    atexit.register(_end)


def _end() -> None:
    tear_down(_Worker.scope)
    tell_thread_usage(_Worker.scope)


def work(work: Work) -> tuple[str, Outcome]:
    """Executes one task, and gives which worker did, and what it hands back."""
    outcome = execute(work, _Worker.scope)
    if is_usage_due(_Worker.scope):
        tell_thread_usage(_Worker.scope)
    return _Worker.scope.id, outcome
