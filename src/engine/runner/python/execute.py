from __future__ import annotations

import inspect
import json
from typing import Any

from lanes_tasks.registry import find_task
from lanes_tasks.task import TaskSpec

from .context import TaskContext, WorkerScope
from .emitter import failure_of

# What of a result is shown, in UTF-16 code units, as Node counts.
PREVIEW_UNITS = 200
# The largest whole number up to which a float holds each.
MOST_EXACT = 2**53

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


async def execute(spec: TaskSpec, scope: WorkerScope) -> None:
    """
    Runs one task in this worker and tells how it went. Never raises: a task that raises has
    failed; one that ends because the run was stopped tells nothing more.
    """
    worker, emitter, cancellation, _, foreground = scope
    task = spec["id"]
    context = TaskContext(scope, task)
    emitter.emit("task-started", worker=worker, task=task)
    try:
        value = find_task(spec)(spec["input"], context)
        if inspect.isawaitable(value):
            value = await value
        result = _digest_of(value)
        context.tell_waits()
        told = {"measured": context.figures, "unsuccessful": context.reason}
        told = {name: value for name, value in told.items() if value is not None}
        emitter.emit("task-finished", worker=worker, task=task, result=result, **told)
    except BaseException as error:
        context.tell_waits()
        if not cancellation.cancelled:
            emitter.emit("task-failed", worker=worker, task=task, error=failure_of(error))
    finally:
        foreground.discard(task)


def execute_blocking(spec: TaskSpec, scope: WorkerScope) -> None:
    """Runs one task in a worker without an event loop: whatever the task awaits of its context blocks."""
    running = execute(spec, scope)
    try:
        running.send(None)
        running.throw(RuntimeError("the task awaits what only an event loop can end; only py-asyncio has one"))
    except StopIteration:
        pass


def _digest_of(value: Any) -> dict[str, str]:
    if _is_plain(value):
        text = _encode(value)
        if len(text) <= PREVIEW_UNITS:
            return {"preview": text, "digest": text}
    # Loaded when it is needed: a process that lives for one task would pay for it.
    from .canonical import canonical_json, utf16_length, utf16_start

    text = canonical_json(value)
    if utf16_length(text) <= PREVIEW_UNITS:
        return {"preview": text, "digest": text}
    from hashlib import sha256

    digest = sha256(text.encode()).hexdigest()[:16]
    return {"preview": utf16_start(text, PREVIEW_UNITS), "digest": digest}


def _is_plain(value: Any) -> bool:
    """Whether Python's own JSON of it is what every runtime writes."""
    if type(value) is int:
        return -MOST_EXACT <= value <= MOST_EXACT
    return value is None or isinstance(value, bool) or (type(value) is str and value.isascii())
