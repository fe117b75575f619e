from __future__ import annotations

from collections.abc import Awaitable
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


InputSource = TypedDict("InputSource", {"from": str, "values": list[Any]})
"""Where inputs come from: `file`, `values`, or `numbers`; `values` is there with those."""


class WorkFile(TypedDict):
    """The user's own work; the fields are those of WorkFile in work-file.ts."""

    path: str
    name: str
    inputs: InputSource


class TaskContext(Protocol):
    """
    What a task may do besides computing. The same under every model; only what it costs differs.
    Every call raises once the run is told to stop, when it has done what it was asked for.

    A task of lanes' own is a function, or a coroutine function where it sleeps. The same function
    runs under every model: where tasks share no event loop, `await context.sleep()` blocks and never
    suspends. A user's coroutine function runs on an event loop, its worker's own where none is shared.
    """

    blocking: bool
    """Whether a sleep blocks the worker, which the task has to itself then; else it is on an event loop."""

    setup: Any
    """What the `setup` of a user's file gave in this worker."""

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

    def sleep(self, ms: float) -> Awaitable[None]:
        """
        Waits `ms` milliseconds: blocks the worker as time.sleep does, or is a timer of the event loop
        that is to be awaited, in a coroutine function.
        """
        raise NotImplementedError

    def io(self) -> AbstractContextManager[None]:
        """Stamps how long the I/O inside the `with` took."""
        raise NotImplementedError
