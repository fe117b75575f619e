from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple

from lanes_tasks.user_file import UserFile

from .cancellation import Cancellation
from .emitter import Emitter
from .model import ModelRun
from .output import prepare_output
from .printing import attribute_prints
from .usage import process_usage, thread_usage, usage_since
from .worker_scope import WorkerScope

# A worker of a pool tells what it has used after a task, but not more often than this, in seconds.
USAGE_EVERY = 0.05


class WorkerJob(NamedTuple):
    """What a worker in a process of its own has to know to write its own events. Can be pickled."""

    # Unpickled before all else that the worker is given, which may have objects of the file in it.
    file: UserFile | None
    id: str
    events: str
    """Path of the event pipe."""
    epoch: int
    asked_at: int
    """When the worker was asked for, in microseconds since the epoch."""


def job_of(run: ModelRun, id: str) -> WorkerJob:
    """The job of a worker that is asked for now."""
    return WorkerJob(run.file, id, run.request["events"], run.epoch, run.emitter.now())


def tell_thread(id: str, emitter: Emitter, asked_at: int) -> None:
    """Tells that the calling thread begins as the worker `id`, and what its start cost."""
    native = threading.get_native_id()
    emitter.emit("worker-started", worker=id, kind="thread", pid=os.getpid(), thread=native, askedAt=asked_at)
    emitter.emit("usage", worker=id, **thread_usage())


@contextmanager
def loop_worker(run: ModelRun) -> Generator[WorkerScope, None, None]:
    """Tells the runner's own main thread as the worker `loop`, for as long as the `with` lasts."""
    id, emitter = "loop", run.emitter
    emitter.emit("worker-started", worker=id, kind="loop", pid=os.getpid(), askedAt=0)
    before = thread_usage()
    yield run.scope(id)
    emitter.emit("usage", worker=id, **usage_since(before))
    emitter.emit("worker-exited", worker=id, code=0)


def begin_process(job: WorkerJob) -> WorkerScope:
    """Tells that the calling process begins as a worker, and what its start cost; has it listen for SIGTERM."""
    prepare_output()
    emitter = Emitter(job.events, job.epoch)
    emitter.emit("worker-started", worker=job.id, kind="process", pid=os.getpid(), askedAt=job.asked_at)
    emitter.emit("usage", worker=job.id, **process_usage())
    cancellation = Cancellation()
    cancellation.listen()
    if job.file is not None:
        attribute_prints()
    return WorkerScope(job.id, emitter, cancellation, job.file)


def tell_process_usage(scope: WorkerScope) -> None:
    """Tells what the calling process used since its start."""
    scope.usage_told_at = time.monotonic()
    scope.emitter.emit("usage", worker=scope.id, **process_usage())


def tell_thread_usage(scope: WorkerScope) -> None:
    """Tells what the calling thread used since its start."""
    scope.usage_told_at = time.monotonic()
    scope.emitter.emit("usage", worker=scope.id, **thread_usage())


def is_usage_due(scope: WorkerScope) -> bool:
    """Whether a worker of a pool, which may be killed, should tell it again: at each task it would cost too much."""
    return time.monotonic() - scope.usage_told_at >= USAGE_EVERY
