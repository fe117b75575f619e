from __future__ import annotations

from typing import Any

from .task import TaskContext


async def print_lines(input: dict[str, Any], context: TaskContext) -> int:
    """The article's printing task: one line, a sleep, the next line. Gives how many it printed."""
    lines, delay_ms = input["lines"], input["delayMs"]
    for index, line in enumerate(lines):
        context.print(line)
        context.progress(index, len(lines))
        await context.sleep(delay_ms)
    context.progress(len(lines), len(lines))
    return len(lines)
