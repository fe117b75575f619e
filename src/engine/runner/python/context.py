from __future__ import annotations

import time
from contextlib import contextmanager
from typing import Iterator, NamedTuple

from .cancellation import Cancellation, Stopped
from .emitter import Emitter

# Progress is told at most this often, in seconds: about 20 times a second.
PROGRESS_EVERY = 0.05


class WorkerScope(NamedTuple):
    """What a worker is, to the tasks that it runs."""

    id: str
    emitter: Emitter
    cancellation: Cancellation
    blocking: bool
    """Whether a sleep blocks the worker; else it is a timer of its event loop."""


class TaskContext:
    """The context of one task in one worker, as TaskContext in task.py describes it. Its calls raise `Stopped`."""

    def __init__(self, scope: WorkerScope, task: int) -> None:
        self._worker, self._emitter, self._cancellation, self.blocking = scope
        self._task = task
        self._tell_from = 0.0

    @property
    def cancelled(self) -> bool:
        return self._cancellation.cancelled

    def print(self, line: object) -> None:
        for text in str(line).split("\n"):
            self._emitter.emit("output", stream="task", worker=self._worker, task=self._task, text=text)
        self._raise_if_cancelled()

    def progress(self, done: float, total: float) -> None:
        now = time.monotonic()
        if now < self._tell_from:
            return
        self._tell_from = now + PROGRESS_EVERY
        self._raise_if_cancelled()
        self._emitter.emit("progress", worker=self._worker, task=self._task, done=done, total=total)

    async def sleep(self, ms: float) -> None:
        since = self._emitter.now()
        if self.blocking:
            self._cancellation.block(ms / 1_000)
        else:
            import asyncio

            await asyncio.sleep(ms / 1_000)
        self._raise_if_cancelled()
        self._waited("sleep", since)

    @contextmanager
    def io(self) -> Iterator[None]:
        since = self._emitter.now()
        try:
            yield
        finally:
            self._waited("io", since)

    def _waited(self, kind: str, since: int) -> None:
        us = self._emitter.now() - since
        self._emitter.emit_at(since, "wait", worker=self._worker, task=self._task, kind=kind, us=us)

    def _raise_if_cancelled(self) -> None:
        if self._cancellation.cancelled:
            raise Stopped("the run was stopped")
