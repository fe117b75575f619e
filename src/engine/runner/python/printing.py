"""What a user's task prints, as output of that task."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from typing import Any, Protocol


class _Printer(Protocol):
    """The task that something is printed in."""

    def printed(self, stream: str, text: str) -> bool:
        """Takes a piece of text; false where the task is over."""
        raise NotImplementedError


_current: ContextVar[_Printer | None] = ContextVar("lanes_task", default=None)


def print_of(task: _Printer | None) -> None:
    """What this thread, or coroutine, prints from now on is `task`'s; so is what coroutines print that begin in it."""
    _current.set(task)


def attribute_prints() -> None:
    """
    Has what tasks write to sys.stdout and sys.stderr told with the task, from here on and in the
    processes that are forked. What else is written goes to the stream itself.
    """
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if not isinstance(stream, _TaskStream):
            setattr(sys, name, _TaskStream(stream, name))


class _TaskStream:
    """A stream of text, but for what is written to it in a task."""

    def __init__(self, stream: Any, name: str) -> None:
        self._stream = stream
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Any:
        return iter(self._stream)

    def write(self, text: str) -> int:
        task = _current.get()
        if task is None or type(text) is not str or not task.printed(self._name, text):
            return self._stream.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)
