from __future__ import annotations

import signal
from typing import Any


def exit_of(code: int) -> dict[str, Any]:
    """How a process ended, as an event tells it, from multiprocessing's exit code (below zero: a signal)."""
    return {"code": code} if code >= 0 else {"signal": _signal_name(-code)}


def describe_exit(code: int) -> str:
    """Says in half a sentence how a process ended: `was killed by SIGKILL`, `exited with code 3 before …`."""
    return f"was killed by {_signal_name(-code)}" if code < 0 else f"exited with code {code} before its task was done"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
