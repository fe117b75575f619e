from __future__ import annotations

import inspect
import os
from typing import Any, NamedTuple, Optional

from .context import TaskContext
from .emitter import failure_of
from .printing import print_of
from .values.size import size_of
from .worker_scope import WorkerScope

Outcome = Optional[tuple[Any]]
"""What a worker hands back of a task: its result; None where that has failed, or was stopped."""


class Work(NamedTuple):
    """A task as it is handed to a worker. Can be pickled where its input can."""

    task: int
    name: str
    is_users: bool
    """Whether the function of that name is the user's file's, or one of lanes' own."""
    input: Any
    sent_at: int | None = None
    """When the runner began to hand it over; None where the worker shares the runner's memory."""


class Done(NamedTuple):
    """A task that came to its end, which has still to be told."""

    value: Any
    scope: WorkerScope
    at: int
    task: int
    told: dict[str, Any]
    """What it told of itself."""

    def tell(self) -> Outcome:
        """Tells that the task has finished, at the time when it did."""
        value, scope, at, task, told = self
        if told:
            scope.emitter.emit_at(at, "task-finished", worker=scope.id, task=task, **told)
        else:
            scope.emitter.emit_step("task-finished", scope.id, task, at)
        return (value,)

    def fail(self, error: BaseException) -> None:
        """Tells that it has failed after all: its result cannot be handed back."""
        _tell_failed(error, self.task, self.scope)


def perform(work: Work, scope: WorkerScope) -> Done | None:
    """
    Runs one task in this worker. Never raises: a task that raises has failed, which is told; one
    that ends because the run was stopped tells nothing more.
    """
    context = _begin(work, scope)
    try:
        call = scope.call_of(work.name, work.is_users)
        context.blocking = not (call.is_users and call.is_async)
        if not call.is_users:
            return _end(scope.complete(call.call(work.input, context)), context, work, scope)
        print_of(context)
        value = call.call(work.input, context)
        if inspect.isawaitable(value):
            value = scope.complete_on_loop(value)
        return _end(value, context, work, scope)
    except BaseException as error:
        _fail(error, context, work, scope)
        return None
    finally:
        print_of(None)
        scope.foreground.discard(work.task)


async def perform_on_loop(work: Work, scope: WorkerScope) -> Outcome:
    """The same on an event loop that the tasks share."""
    context = _begin(work, scope)
    try:
        call = scope.call_of(work.name, work.is_users)
        context.blocking = call.is_users and not call.is_async
        if not call.is_users:
            return _end(await _awaited(call.call(work.input, context)), context, work, scope).tell()
        print_of(context)
        value = await _awaited(call.call(work.input, context))
        return _end(value, context, work, scope).tell()
    except BaseException as error:
        _fail(error, context, work, scope)
        return None
    finally:
        print_of(None)
        scope.foreground.discard(work.task)


def execute(work: Work, scope: WorkerScope) -> Outcome:
    """Runs one task in this worker, which shares the runner's memory, and tells how it went."""
    done = perform(work, scope)
    return None if done is None else done.tell()


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _begin(work: Work, scope: WorkerScope) -> TaskContext:
    task, sent_at = work.task, work.sent_at
    if sent_at is None:
        scope.emitter.emit_step("task-started", scope.id, task)
    else:
        handed = {"sentAt": sent_at, **size_of(work.input, "inputBytes")}
        scope.emitter.emit("task-started", worker=scope.id, task=task, **handed)
    return TaskContext(scope, task)


def _leave_if_forked(scope: WorkerScope) -> None:
    """A process that a task has forked, and that comes back from it, is not the worker."""
    if os.getpid() != scope.pid:
        os._exit(0)


def _end(value: Any, context: TaskContext, work: Work, scope: WorkerScope) -> Done:
    at = scope.emitter.now()
    _leave_if_forked(scope)
    context.close()
    told = {"measured": context.figures, "unsuccessful": context.reason}
    return Done(value, scope, at, work.task, {name: value for name, value in told.items() if value is not None})


def _fail(error: BaseException, context: TaskContext, work: Work, scope: WorkerScope) -> None:
    _leave_if_forked(scope)
    context.close()
    _tell_failed(error, work.task, scope)


def _tell_failed(error: BaseException, task: int, scope: WorkerScope) -> None:
    if not scope.cancellation.cancelled:
        scope.emitter.emit("task-failed", worker=scope.id, task=task, error=failure_of(error))
