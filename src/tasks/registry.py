from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from .task import TaskSpec
from .user_file import UserFile

# What a user's file may have beside its tasks.
HOOKS = ("inputs", "setup", "teardown", "same_result")

# Where a task of lanes' own is: imported when it is asked for, so that a run loads what it needs.
_tasks = {
    "count": "count",
    "fetch-url": "fetch_url",
    "hash": "hash",
    "hog": "hog",
    "print-lines": "print_lines",
    "wake-late": "wake_late",
}


def find_task(name: str, file: UserFile | None) -> Callable[..., Any]:
    """The function of a task, of the user's `file` or else lanes' own; raises when there is none such."""
    if file is not None:
        return function_of(file.load(), file.path, name)
    own = _tasks.get(name)
    if own is None:
        raise LookupError(f"lanes has no task {name}; it has {', '.join(_tasks)}")
    return getattr(importlib.import_module(f"lanes_tasks.{own}"), own)


def function_of(module: Any, path: str, name: str) -> Callable[..., Any]:
    """The function `name` of a user's module; raises where it has none, and says which it has."""
    if not hasattr(module, name):
        raise LookupError(f"{path} has no {name}; it has {', '.join(functions_of(module)) or 'no function'}")
    function = getattr(module, name)
    if not callable(function):
        raise TypeError(f"{name} in {path} is no function, but of the type {type(function).__name__}")
    return function


def is_generator(function: Any) -> bool:
    """Whether a call of a function only gives what runs it, piece by piece."""
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def functions_of(module: Any) -> list[str]:
    """The names of what a user's module defines that could be a task: functions that lanes has no other use for."""
    named: dict[str, Any] = module.__dict__
    return [name for name, value in named.items() if _could_be_task(name, value, module.__name__)]


def _could_be_task(name: str, value: Any, module: str) -> bool:
    is_function = callable(value) and not isinstance(value, type) and not is_generator(value)
    return is_function and not name.startswith("_") and name not in HOOKS and getattr(value, "__module__", "") == module


def file_of(specs: Sequence[TaskSpec]) -> UserFile | None:
    """The user's file that the tasks are in; a run has one at most."""
    url = next((spec["module"] for spec in specs if "module" in spec), None)
    return None if url is None else UserFile(unquote(urlsplit(url).path))


def preload(specs: Sequence[TaskSpec]) -> None:
    """Imports those of lanes' own tasks that will be wanted."""
    for spec in specs:
        if "module" not in spec:
            find_task(spec["task"], None)
