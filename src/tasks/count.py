from __future__ import annotations

from typing import Any

from .task import TaskContext

# Between two looks at the context: a few milliseconds of counting, and less than 0.01 % of them for the look.
CHUNK = 1 << 16


def count(input: dict[str, Any], context: TaskContext) -> int:
    """The article's CPU-bound task: adds one, `n` times, in bytecode. Gives the count."""
    n = input["n"]
    total = 0
    while total < n:
        total += count_to(min(CHUNK, n - total))
        context.progress(total, n)
    context.print(f"Task completed with count = {total}")
    return total


def count_to(n: int) -> int:
    """Adds one, `n` times."""
    count = 0
    for _ in range(n):
        count += 1
    return count
