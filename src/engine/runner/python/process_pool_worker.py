"""What a process of `py-process-pool` does: the tasks that it is given."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from multiprocessing import util
from multiprocessing.queues import SimpleQueue
from typing import TYPE_CHECKING, Any

from .execute import Done, Outcome, Work, perform
from .handover import result_refused
from .readiness import make_ready, tear_down
from .worker import begin_process, is_usage_due, tell_process_usage
from .worker_scope import WorkerScope

if TYPE_CHECKING:
    _Queue = SimpleQueue[Any]
else:
    _Queue = SimpleQueue


class _Worker:
    """This process, once it has begun."""

    scope: WorkerScope
    busy = False
    done: Done | None = None
    """The task whose result is on its way back."""


def begin() -> None:
    """Tells that the process begins; the executor calls it there once."""
    process: Any = multiprocessing.current_process()
    _Worker.scope = begin_process(process.job)
    # SIGTERM ends an idle worker at once, and a busy one when its task has noticed.
    _Worker.scope.cancellation.on_cancel(lambda: None if _Worker.busy else _Worker.scope.cancellation.die())
    make_ready(_Worker.scope, tell_process_usage)
    # What multiprocessing calls in its processes as they end, those that are not killed.
    util.Finalize(None, _end, exitpriority=100)


def work(work: Work) -> Outcome:
    """Executes one task; the executor calls it in one of its processes."""
    _Worker.busy = True
    _Worker.done = perform(work, _Worker.scope)
    if _Worker.scope.cancellation.cancelled:
        _settle()
    return None if _Worker.done is None else (_Worker.done.value,)


class ResultQueue(_Queue):
    """
    The queue by which the executor has its results, as it is, but for two things: a task's end is
    told once its result could be pickled, and where it could not, the place in it that is to blame.
    """

    def put(self, obj: Any) -> None:
        done, _Worker.done = _Worker.done, None
        try:
            super().put(obj)
        except Exception as error:
            if done is None:
                raise
            done.fail(result_refused(done, error))
            obj.result = None
            super().put(obj)
        else:
            if done is not None:
                done.tell()
        _settle()


def _settle() -> None:
    # A process that is killed tells nothing more: the last figures it told count.
    if is_usage_due(_Worker.scope):
        tell_process_usage(_Worker.scope)
    _Worker.busy = False
    if _Worker.scope.cancellation.cancelled:
        _Worker.scope.cancellation.die()


def _end() -> None:
    tear_down(_Worker.scope)
    tell_process_usage(_Worker.scope)
    others = (thread for thread in threading.enumerate() if thread is not threading.main_thread())
    if any(not thread.daemon for thread in others):
        # A thread that a task left behind would keep the process.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
