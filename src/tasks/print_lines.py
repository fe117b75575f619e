from __future__ import annotations

from typing import Any

from .task import TaskContext


async def print_lines(input: dict[str, Any], context: TaskContext) -> int:
    """The article's printing task: a line, a sleep, the next line, over and over. Gives how many it printed."""
    lines, how_many, delay_ms = input["lines"], input["howMany"], input["delayMs"]
    for printed in range(how_many):
        context.print(lines[printed % len(lines)])
        context.progress(printed + 1, how_many)
        if delay_ms > 0:
            await context.sleep(delay_ms)
    return how_many
