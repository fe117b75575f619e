from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Raised inside a task once the run is told to stop. No Exception, so that a task does not catch it unawares."""


class Cancellation:
    """How a process is told to stop, and how its threads notice."""

    def __init__(self) -> None:
        self.cancelled = False
        """Whether this process was told to stop."""
        self._gate = threading.Lock()
        self._gate.acquire()
        self.open_waits: set[Callable[[], object]] = set()
        """Called in the signal handler: each tells what it has waited so far."""
        self._callbacks: list[Callable[[], object]] = []

    def listen(self) -> None:
        """
        Has SIGTERM cancel. Only the main thread of the main interpreter may call this. SIGINT ends the
        process, as it does with Node's: KeyboardInterrupt would fail the task that happens to run.
        """
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if not _handlers:
            os.register_at_fork(before=_hold_back, after_in_parent=_let_through, after_in_child=_stop_listening)
        _handlers.append(self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.cancel()

    @staticmethod
    def die() -> None:
        """
        Ends this process as SIGTERM does where nobody listens to it: who waits for it learns that it
        was told to end, and by what. Only the main thread may call this.
        """
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)

    def on_cancel(self, callback: Callable[[], object]) -> None:
        """Calls `callback` in the signal handler: it may only do what is safe there."""
        self._callbacks.append(callback)

    @contextmanager
    def calling(self, callback: Callable[[], object]) -> Generator[None, None, None]:
        """Does so while the `with` lasts, and at once where this process was told to stop before."""
        self._callbacks.append(callback)
        try:
            if self.cancelled:
                callback()
            yield
        finally:
            self._callbacks.remove(callback)

    def cancel(self) -> None:
        """Wakes every thread that blocks. Safe in a signal handler: a plain lock may be released anywhere."""
        if self.cancelled:
            return
        self.cancelled = True
        self._gate.release()
        for callback in [*self.open_waits, *self._callbacks]:
            callback()

    def block(self, seconds: float) -> None:
        """
        Blocks the thread for `seconds`, or until cancelled, without the GIL.

        A lock with a time-out, not time.sleep, which nothing can wake in a thread. It wakes as
        late as time.sleep does (both are one timed wait of the kernel: 0.10 to 0.14 ms at the
        median of 200 for 1 ms, in Python 3.9, 3.11 and 3.13).
        """
        if self._gate.acquire(timeout=min(seconds, threading.TIMEOUT_MAX)):
            self._gate.release()


# Those that this process, or one that it was forked from, has listened with.
_handlers: list[object] = []


def _stop_listening() -> None:
    """
    What a task forks has to end by SIGTERM, with which multiprocessing ends its processes. One that comes
    before waits until this is done: Python would lose it.
    """
    if signal.getsignal(signal.SIGTERM) in _handlers:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _let_through()


def _hold_back() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _let_through() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
