"""How a worker becomes ready for the tasks of a user's file, and what it does when there are no more."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from lanes_tasks.user_file import UserFile

from .call import is_async
from .emitter import failure_of
from .worker_scope import WorkerScope


class _Loaded(NamedTuple):
    setup: Callable[[], Any] | None
    load_us: int


def make_ready(scope: WorkerScope, tell_usage: Callable[[WorkerScope], None] | None = None) -> None:
    """
    Loads the user's file in this worker, calls its `setup`, and tells it. Where one raises, its tasks fail.

    `tell_usage` tells what all of that cost, so that it is not taken for work; on the runner's own loop it is nothing.
    """
    loaded = _load(scope)
    if loaded is None:
        return
    _complete(scope, loaded.setup, _set_up(scope, loaded))
    if tell_usage is not None:
        tell_usage(scope)


async def make_ready_on_loop(scope: WorkerScope) -> None:
    """The same on an event loop that the tasks share."""
    loaded = _load(scope)
    if loaded is not None:
        await _set_up(scope, loaded)


def tear_down(scope: WorkerScope) -> None:
    """Calls the user's `teardown` and closes the worker's event loop. What it raises is told on stderr."""
    teardown = _teardown_of(scope)
    if teardown is not None:
        _complete(scope, teardown, _torn_down(scope, teardown))
    scope.close_loop()


async def tear_down_on_loop(scope: WorkerScope) -> None:
    """The same on an event loop that the tasks share."""
    teardown = _teardown_of(scope)
    if teardown is not None:
        await _torn_down(scope, teardown)


def has_end(file: UserFile) -> bool:
    """Whether workers have anything to do after their last task: a `teardown`, or what coroutines left behind."""
    return hasattr(file.load(), "teardown") or has_coroutines(file)


def has_coroutines(file: UserFile) -> bool:
    """Whether the file has coroutine functions."""
    named: dict[str, Any] = file.load().__dict__
    return any(is_async(value) for value in named.values())


def _complete(scope: WorkerScope, hook: Any, coroutine: Any) -> None:
    if is_async(hook):
        scope.complete_on_loop(coroutine)
    else:
        scope.complete(coroutine)


def _load(scope: WorkerScope) -> _Loaded | None:
    if scope.file is None:
        return None
    since = time.monotonic_ns()
    try:
        module = scope.file.load()
    except BaseException as error:
        scope.failure = error
        return None
    return _Loaded(getattr(module, "setup", None), (time.monotonic_ns() - since) // 1_000)


async def _set_up(scope: WorkerScope, loaded: _Loaded) -> None:
    since = time.monotonic_ns()
    setup_us: dict[str, int] = {}
    try:
        if loaded.setup is not None:
            value = loaded.setup()
            scope.setup = await value if inspect.isawaitable(value) else value
            setup_us = {"setupUs": (time.monotonic_ns() - since) // 1_000}
        scope.emitter.emit("worker-ready", worker=scope.id, loadUs=loaded.load_us, **setup_us)
    except BaseException as error:
        scope.failure = error


def _teardown_of(scope: WorkerScope) -> Any:
    if scope.file is None or scope.failure is not None:
        return None
    return getattr(scope.file.load(), "teardown", None)


async def _torn_down(scope: WorkerScope, teardown: Callable[[Any], Any]) -> None:
    try:
        value = teardown(scope.setup)
        if inspect.isawaitable(value):
            await value
    except BaseException as error:
        import sys

        print(f"teardown failed: {failure_of(error)['stack']}", file=sys.stderr, flush=True)
