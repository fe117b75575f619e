from __future__ import annotations

from typing import Any

from .count import CHUNK, count_to
from .task import TaskContext


def hog(_: Any, context: TaskContext) -> None:
    """Counts for as long as the tasks beside it go on, and never sleeps. Measures how far it came."""
    counted = 0
    while context.wanted():
        counted += count_to(CHUNK)
        context.progress(0, 1)
    context.measured({"counted": counted})
