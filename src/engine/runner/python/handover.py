"""What can go wrong between the runner and a worker that does not share its memory: values that pickle refuses."""

from __future__ import annotations

from typing import Any

from .execute import Done
from .values.unpicklable import why_not_pickled


class NotHandedOver(Exception):
    """A value cannot be handed over; the message says which, and at which place in it."""


def is_refusal(error: BaseException) -> bool:
    """Whether what was raised as a worker was started is pickle's, which raises all kinds but those of want."""
    return not (isinstance(error, (OSError, EOFError)) or type(error) is RuntimeError)


def input_refused(task: int, value: Any, error: BaseException) -> NotHandedOver:
    """Why the input of a task could not be pickled."""
    return NotHandedOver(f"input {task}: {_reason(value, error)}")


def result_refused(done: Done, error: BaseException) -> NotHandedOver:
    """Why the result of a task could not be pickled."""
    return NotHandedOver(f"result of input {done.task}: {_reason(done.value, error)}")


def _reason(value: Any, error: BaseException) -> str:
    try:
        return why_not_pickled(value) or str(error)
    except Exception:
        # The user's own code has a say in how its values are pickled.
        return str(error)
