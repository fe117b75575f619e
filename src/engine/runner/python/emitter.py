from __future__ import annotations

import json
import os
import sys
import time
from collections import deque
from typing import Any

# Writes up to this size reach a pipe whole, whoever else writes to it (PIPE_BUF on Linux is 4,096).
MAX_BYTES = 4_000
# What of a failure is told, in characters. A character takes 6 bytes at most, as an escape: name and
# message always fit into one write.
MAX_NAME = 100
MAX_MESSAGE = 500
MAX_STACK = 1_500
# Of the message, as it stands once more at the end of the stack: the rest is for frames.
MAX_MESSAGE_IN_STACK = 200

# Of tasks that are queued, so many are told in one line: an id is shorter than 8 characters.
QUEUED_IN_A_LINE = 400

# The folders of what stands between a run's begin and the user's code.
_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))
_CALLERS = (*(os.path.join(_LIBRARY, name) + os.sep for name in ("asyncio", "importlib")), "<frozen importlib")

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


# Elsewhere what does not block may be written in part (PIPE_BUF is 512 on macOS), so writes block
# there, and for how long is not known.
_UNBLOCKED = os.O_NONBLOCK if sys.platform == "linux" else 0


class Emitter:
    """
    A process's own end of the event pipe, and its clock. Its threads share it: a write is one system
    call. Only a write that finds the pipe full is stamped, and told as a wait: the others cost what
    they did.
    """

    def __init__(self, path: str, epoch: int) -> None:
        """Opens the pipe at `path`; `epoch` is the run's, in nanoseconds of the monotonic clock."""
        self._path = path
        self._fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC | _UNBLOCKED)
        self._waiting_fd: int | None = None
        # Lines of waits for the pipe; they go with the next write, as one of their own would wait too.
        self._untold: deque[bytes] = deque()
        self._epoch = epoch

    def now(self) -> int:
        """Microseconds since the run's epoch."""
        return (time.monotonic_ns() - self._epoch + 500) // 1_000

    def emit(self, type: str, **fields: Any) -> None:
        """Writes one event, stamped now, before it returns. Blocks while the pipe is full."""
        self.emit_at(self.now(), type, **fields)

    def emit_step(self, type: str, worker: str, task: int, at: int | None = None) -> None:
        """Writes that a task went a step, and no more of it: tiny tasks do so thousands of times a second."""
        if self._untold:
            self.emit_at(self.now() if at is None else at, type, worker=worker, task=task)
            return
        event = f'{{"type":"{type}","at":{self.now() if at is None else at},"worker":"{worker}","task":{task}}}\n'
        try:
            os.write(self._fd, event.encode())
        except BlockingIOError:
            self._write_waiting(event.encode(), {"type": type, "worker": worker, "task": task})

    def emit_at(self, at: int, type: str, **fields: Any) -> None:
        """Writes one event that happened, or began, at `at`."""
        self._write({"type": type, "at": at, **fields})

    def emit_queued(self, tasks: list[int]) -> None:
        """Tells that tasks are there to be done, many in one line."""
        at = self.now()
        for first in range(0, len(tasks), QUEUED_IN_A_LINE):
            event = {"type": "tasks-queued", "at": at, "tasks": tasks[first : first + QUEUED_IN_A_LINE]}
            self._send(line_of(event), event)

    def _write(self, event: dict[str, Any]) -> None:
        """One write an event; an event too long for one becomes several."""
        line = line_of(event)
        if len(line) <= MAX_BYTES:
            while self._untold:
                line = self._with_untold(line, event)
            self._send(line, event)
            return
        from .shorter import shorter

        for part in shorter(event):
            self._write(part)

    def _with_untold(self, line: bytes, event: dict[str, Any]) -> bytes:
        try:
            untold = self._untold.popleft()
        except IndexError:
            # Another thread was quicker.
            return line
        if len(untold) + len(line) <= MAX_BYTES:
            return untold + line
        self._send(untold, event)
        return line

    def _send(self, line: bytes, event: dict[str, Any]) -> None:
        try:
            os.write(self._fd, line)
        except BlockingIOError:
            self._write_waiting(line, event)

    def _write_waiting(self, line: bytes, event: dict[str, Any]) -> None:
        since = self.now()
        if self._waiting_fd is None:
            self._waiting_fd = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
        os.write(self._waiting_fd, line)
        # Who runs a worker may tell that its task failed; all else is told by the worker.
        if event["type"] == "task-failed" or not {"worker", "task"} <= event.keys():
            return
        of_task = {"worker": event["worker"], "task": event["task"]}
        wait = {"type": "wait", "at": since, **of_task, "kind": "output", "us": self.now() - since}
        self._untold.append(line_of(wait))


def line_of(event: dict[str, Any]) -> bytes:
    """The event as a line of JSON."""
    try:
        text = _encode(event)
    except ValueError:
        from .shorter import finite

        text = _encode(finite(event))
    # Half a surrogate pair (a byte that was no UTF-8, to Python) can be written as an escape only.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def failure_of(error: BaseException) -> dict[str, str]:
    """What of a raised exception can be told: name, message and the innermost frames of its stack, lanes' left out."""
    import traceback

    message = _message_of(error)[:MAX_MESSAGE]
    told = traceback.TracebackException(type(error), error, error.__traceback__)
    _leave_out_own(told, set())
    stack = "".join(told.format())
    last = "".join(told.format_exception_only())
    frames = stack.removesuffix(last)
    said = last if len(last) <= MAX_MESSAGE_IN_STACK else last[:MAX_MESSAGE_IN_STACK] + "…\n"
    kept = frames[len(said) - MAX_STACK :] + said
    return {"name": type(error).__name__[:MAX_NAME], "message": message, "stack": kept}


def _leave_out_own(told: Any, seen: set[int]) -> None:
    """
    Leaves out what called the user's code, lanes and what of Python it goes through, in an exception
    and in those that it comes from.
    """
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    frames = [frame for frame in told.stack if not frame.filename.startswith(_OWN)]
    first = next((at for at, frame in enumerate(frames) if not frame.filename.startswith(_CALLERS)), len(frames))
    told.stack[:] = frames[first:]
    for other in (told.__cause__, told.__context__, *(getattr(told, "exceptions", None) or ())):
        _leave_out_own(other, seen)


def _message_of(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "ran out of memory (MemoryError)"
    try:
        if isinstance(error, SystemExit):
            return f"asked its interpreter to exit, with code {error.code}"
        return str(error) or type(error).__name__
    except Exception:
        return "something was raised that raises again when it is asked what it is"
