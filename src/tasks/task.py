from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol, TypedDict


class _RequiredOfTaskSpec(TypedDict):
    id: int
    task: str
    input: Any


class TaskSpec(_RequiredOfTaskSpec, total=False):
    """One unit of work, as data; the fields are those of TaskSpec in task.ts."""

    module: str
    label: str
    background: bool


class TaskContext(Protocol):
    """
    What a task may do besides computing. The same under every model; only what it costs differs.
    Every call raises once the run is told to stop, when it has done what it was asked for.

    A task is a function, or a coroutine function where it sleeps. The same function runs under
    every model: where tasks share no event loop, `await context.sleep()` blocks and never suspends.
    """

    blocking: bool
    """Whether the task has its worker to itself, and may block it; else it is on an event loop with others."""

    @property
    def cancelled(self) -> bool:
        """Whether the run was told to stop."""
        raise NotImplementedError

    def print(self, line: object) -> None:
        """Puts a line into the lane, stamped now."""

    def progress(self, done: float, total: float) -> None:
        """Tells how far the task is. Cheap enough for a loop: the context throttles at the source."""

    def wanted(self) -> bool:
        """
        Whether a task of the run that is not in the background has still to end. A task that is
        in the background works while this is true. Known among the threads of one process.
        """
        raise NotImplementedError

    def measured(self, figures: Any) -> None:
        """
        Tells what the task measured: shown with its result, not compared, since it differs from run
        to run. For figures, some 3,500 bytes of JSON: of more, the longest members are left out,
        and a line says which.
        """

    def unsuccessful(self, reason: str) -> None:
        """
        Tells that the work came to nothing, for a reason that lies outside of the program: the task
        has finished, and its result is compared, but it is counted as one that failed. A reason is
        a few words, at most 200 characters, and the same for the same cause.
        """

    async def sleep(self, ms: float) -> None:
        """Waits `ms` milliseconds: blocks the worker as time.sleep does, or is a timer of the event loop."""

    def io(self) -> AbstractContextManager[None]:
        """Stamps how long the I/O inside the `with` took."""
        raise NotImplementedError
