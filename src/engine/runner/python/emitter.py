from __future__ import annotations

import json
import os
import time
from typing import Any

# Writes up to this size reach a pipe whole, whoever else writes to it (PIPE_BUF on Linux is 4,096).
MAX_BYTES = 4_000
MAX_STACK = 1_500
MAX_MESSAGE = 500

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_ascii = json.JSONEncoder(separators=(",", ":")).encode


class Emitter:
    """A process's own end of the event pipe, and its clock. Its threads share it: a write is one system call."""

    def __init__(self, path: str, epoch: int) -> None:
        """Opens the pipe at `path`; `epoch` is the run's, in nanoseconds of the monotonic clock."""
        self._fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        self._epoch = epoch

    def now(self) -> int:
        """Microseconds since the run's epoch."""
        return (time.monotonic_ns() - self._epoch + 500) // 1_000

    def emit(self, type: str, **fields: Any) -> None:
        """Writes one event, stamped now, before it returns. Blocks while the pipe is full."""
        self.emit_at(self.now(), type, **fields)

    def emit_at(self, at: int, type: str, **fields: Any) -> None:
        """Writes one event that happened, or began, at `at`."""
        event = {"type": type, "at": at, **fields}
        line = _line_of(event)
        if len(line) <= MAX_BYTES:
            os.write(self._fd, line)
        elif type == "output":
            text = fields.pop("text")
            middle = len(text) // 2
            rest = fields.pop("continues", None)
            self.emit_at(at, type, **fields, text=text[:middle], continues=True)
            self.emit_at(at, type, **fields, text=text[middle:], **({"continues": rest} if rest else {}))
        else:
            # Only a failure can be that long, when its stack is full of characters that take many bytes.
            fields["error"].pop("stack")
            self.emit_at(at, type, **fields)


def _line_of(event: dict[str, Any]) -> bytes:
    try:
        return (_encode(event) + "\n").encode()
    except UnicodeEncodeError:
        # Half a surrogate pair (a byte that was no UTF-8, to Python) can be written as an escape only.
        return (_encode_ascii(event) + "\n").encode()


def failure_of(error: BaseException) -> dict[str, str]:
    """What of a raised exception can be told: name, message and the innermost part of its stack."""
    import traceback

    message = _message_of(error)[:MAX_MESSAGE]
    stack = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return {"name": type(error).__name__, "message": message, "stack": stack[-MAX_STACK:]}


def _message_of(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "ran out of memory (MemoryError)"
    if isinstance(error, SystemExit):
        return f"asked its interpreter to exit, with code {error.code}"
    return str(error) or type(error).__name__
