from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple

from .cancellation import Cancellation
from .context import WorkerScope
from .emitter import Emitter
from .model import ModelRun
from .usage import process_usage, thread_usage, usage_since


class WorkerJob(NamedTuple):
    """What a worker in a process of its own has to know to write its own events. Can be pickled."""

    id: str
    events: str
    """Path of the event pipe."""
    epoch: int
    asked_at: int
    """When the worker was asked for, in microseconds since the epoch."""


def tell_thread(id: str, emitter: Emitter, asked_at: int) -> None:
    """Tells that the calling thread begins as the worker `id`, and what its start cost."""
    native = threading.get_native_id()
    emitter.emit("worker-started", worker=id, kind="thread", pid=os.getpid(), thread=native, askedAt=asked_at)
    emitter.emit("usage", worker=id, **thread_usage())


@contextmanager
def loop_worker(run: ModelRun, blocking: bool) -> Generator[WorkerScope, None, None]:
    """Tells the runner's own main thread as the worker `loop`, for as long as the `with` lasts."""
    id, emitter = "loop", run.emitter
    emitter.emit("worker-started", worker=id, kind="loop", pid=os.getpid(), askedAt=0)
    before = thread_usage()
    yield WorkerScope(id, emitter, run.cancellation, blocking, run.foreground)
    emitter.emit("usage", worker=id, **usage_since(before))
    emitter.emit("worker-exited", worker=id, code=0)


def begin_process(job: WorkerJob) -> WorkerScope:
    """Tells that the calling process begins as a worker, and what its start cost; has it listen for SIGTERM."""
    emitter = Emitter(job.events, job.epoch)
    emitter.emit("worker-started", worker=job.id, kind="process", pid=os.getpid(), askedAt=job.asked_at)
    emitter.emit("usage", worker=job.id, **process_usage())
    cancellation = Cancellation()
    cancellation.listen()
    return WorkerScope(job.id, emitter, cancellation, True, set())


def tell_process_usage(scope: WorkerScope) -> None:
    """Tells what the calling process used since its start."""
    scope.emitter.emit("usage", worker=scope.id, **process_usage())


def tell_thread_usage(scope: WorkerScope) -> None:
    """Tells what the calling thread used since its start."""
    scope.emitter.emit("usage", worker=scope.id, **thread_usage())
