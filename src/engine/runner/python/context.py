from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .cancellation import Stopped

if TYPE_CHECKING:
    from .worker_scope import WorkerScope

# Progress is told at most this often, in seconds: about 20 times a second.
PROGRESS_EVERY = 0.05
# A reason longer than this is cut.
REASON_CHARACTERS = 200
# A sleep as long as this, in ms, is told when it begins: its end is not, should its process be killed
# before. Telling it gives the GIL away, which beside threads that compute takes 5 ms to come back.
LONG_SLEEP = 500
# A line that is longer is told before its end comes, in characters.
MOST_BEGUN = 3_000
# So many waits are kept for the next write, at most.
MOST_KEPT = 1_000


# The largest whole number that every runtime holds exactly.
MOST = 2**53 - 1


class _Past:
    """What was awaited is over already."""

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


_past = _Past()


class TaskContext:
    """The context of one task in one worker, as TaskContext in task.py describes it. Its calls raise `Stopped`."""

    def __init__(self, scope: WorkerScope, task: int) -> None:
        self._worker, self._emitter, self._cancellation = scope.id, scope.emitter, scope.cancellation
        self._foreground = scope.foreground
        self._task = task
        self._tell_from = 0.0
        self._waits: list[dict[str, Any]] = []
        self._begun: dict[str, str] = {}
        self._is_over = False
        self.blocking = True
        """Whether a sleep blocks the worker; else it is a timer of its event loop."""
        self.setup = scope.setup
        self.figures: Any = None
        """What the task measured, if it did."""
        self.reason: str | None = None
        """Why the task's work came to nothing, if it did."""

    @property
    def cancelled(self) -> bool:
        return self._cancellation.cancelled

    def print(self, line: object) -> None:
        self.tell_waits()
        for text in str(line).split("\n"):
            self._tell_line("task", text)
        self._raise_if_cancelled()

    def progress(self, done: float, total: float) -> None:
        now = time.monotonic()
        if now < self._tell_from:
            return
        self._tell_from = now + PROGRESS_EVERY
        self._raise_if_cancelled()
        self.tell_waits()
        figures = {"done": _figure(done), "total": _figure(total)}
        self._emitter.emit("progress", worker=self._worker, task=self._task, **figures)

    def sleep(self, ms: float) -> Awaitable[None]:
        if not self.blocking:
            return self._sleep_on_loop(ms)
        since = self._begin_sleep(ms)
        try:
            self._cancellation.block(ms / 1_000)
        finally:
            self._waited("sleep", since)
        self._raise_if_cancelled()
        return _past

    async def _sleep_on_loop(self, ms: float) -> None:
        import asyncio

        since = self._begin_sleep(ms)
        try:
            await asyncio.sleep(ms / 1_000)
        finally:
            self._waited("sleep", since)
        self._raise_if_cancelled()

    def _begin_sleep(self, ms: float) -> int:
        since = self._emitter.now()
        if ms >= LONG_SLEEP:
            self.tell_waits()
            self._emitter.emit_at(since, "wait-begun", worker=self._worker, task=self._task, kind="sleep")
        return since

    @contextmanager
    def io(self) -> Generator[None, None, None]:
        since = self._emitter.now()
        open_waits = self._cancellation.open_waits

        def cut() -> None:
            # Told to stop, it may never end: that much of it is told at once, and no more.
            open_waits.discard(cut)
            us = self._emitter.now() - since
            self._emitter.emit_at(since, "wait", worker=self._worker, task=self._task, kind="io", us=us)

        open_waits.add(cut)
        try:
            yield
        finally:
            if cut in open_waits:
                open_waits.discard(cut)
                self._waited("io", since)

    def wanted(self) -> bool:
        return bool(self._foreground)

    def measured(self, figures: Any) -> None:
        self.figures = figures

    def unsuccessful(self, reason: str) -> None:
        self.reason = str(reason)[:REASON_CHARACTERS]

    def printed(self, stream: str, text: str) -> bool:
        """Takes what the task wrote to `stream`: whole lines are told, the rest when its line ends, or the task."""
        if self._is_over:
            return False
        self.tell_waits()
        *lines, self._begun[stream] = f"{self._begun.get(stream, '')}{text}".split("\n")
        for line in lines:
            self._tell_line(stream, line)
        if len(self._begun[stream]) > MOST_BEGUN:
            self._tell_line(stream, self._begun.pop(stream), {"continues": True})
        return True

    def close(self) -> None:
        """Writes what was kept; what the task prints from now on is not told as its own."""
        self._is_over = True
        self.tell_waits()
        for stream, text in self._begun.items():
            if text:
                self._tell_line(stream, text)

    def _tell_line(self, stream: str, text: str, more: dict[str, bool] | None = None) -> None:
        self._emitter.emit("output", stream=stream, worker=self._worker, task=self._task, text=text, **(more or {}))

    def tell_waits(self) -> None:
        """
        Writes the waits that were kept. They are not written as they end: a write gives the GIL
        away, and where threads compute beside this one it would wait for it a second time, in the
        middle of what `sleep` is there to show.
        """
        for wait in self._waits:
            self._emitter.emit_at(**wait)
        self._waits.clear()

    def _waited(self, kind: str, since: int) -> None:
        us = self._emitter.now() - since
        wait = {"at": since, "type": "wait", "worker": self._worker, "task": self._task, "kind": kind, "us": us}
        self._waits.append(wait)
        if len(self._waits) >= MOST_KEPT:
            self.tell_waits()

    def _raise_if_cancelled(self) -> None:
        if self._cancellation.cancelled:
            raise Stopped("the run was stopped")


def _figure(value: Any) -> float:
    """A task may call anything its progress: what is no number is 0, what is too large the most there is."""
    if isinstance(value, (str, bytes)):
        return 0
    try:
        number = int(value) if isinstance(value, int) else float(value)
        is_told = isinstance(number, int) or math.isfinite(number)
        return max(-MOST, min(MOST, number)) if is_told else 0
    except (TypeError, ValueError, OverflowError):
        return 0
