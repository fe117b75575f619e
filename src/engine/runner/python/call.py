from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from .context import TaskContext

# By this name a second parameter asks for the context, even where it has a default.
LANE = "lane"


class Call:
    """A function of a task: whether it is a coroutine function, and what it wants to be given."""

    def __init__(self, function: Callable[..., Any], is_users: bool) -> None:
        self.is_users = is_users
        self.is_async = is_async(function)
        self._function = function
        self.wants = _wanted(function) if is_users else 2

    def call(self, input: Any, context: TaskContext) -> Any:
        """What the function gives for `input`."""
        if self.wants == 1:
            return self._function(input)
        return self._function(input, context) if self.wants == 2 else self._function()


def is_async(function: Any) -> bool:
    """Whether what a function gives has to be awaited, as far as it tells."""
    called = getattr(function, "__call__", None)  # noqa: B004 - asked is of the function behind an object
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called)


def _wanted(function: Callable[..., Any]) -> int:
    """
    How many of input and context a function takes: a second parameter that has a default is an
    option of its own, unless it is called as the context is.
    """
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        # Some of those written in C do not tell.
        return 1
    by_position = [one for one in parameters if one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD}]
    if len(by_position) < 2:
        takes_any = any(one.kind is one.VAR_POSITIONAL for one in parameters)
        return 1 if takes_any else len(by_position)
    second = by_position[1]
    return 2 if second.default is second.empty or second.name == LANE else 1
