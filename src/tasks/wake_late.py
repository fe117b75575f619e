from __future__ import annotations

import math
import time
from typing import Any

from .task import TaskContext

# Upper ends of the histogram's bars, in ms; what is later still stands in one more.
EDGES = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
BAR_WIDTH = 20


async def wake_late(input: dict[str, Any], context: TaskContext) -> int:
    """Sleeps over and over and measures how many ms too late it goes on. Gives how often it woke."""
    wake_ups, sleep_ms = input["wakeUps"], input["sleepMs"]
    await context.sleep(input["settleMs"])
    late: list[float] = []
    while len(late) < wake_ups:
        asleep_at = time.perf_counter()
        await context.sleep(sleep_ms)
        late.append(max(0.0, (time.perf_counter() - asleep_at) * 1_000 - sleep_ms))
        context.progress(len(late), wake_ups)
    late.sort()
    figures = {"p50": _quantile(late, 0.5), "p99": _quantile(late, 0.99), "max": _quantile(late, 1)}
    counts = _histogram(late)
    context.measured({**figures, "edges": EDGES, "counts": counts})
    words = ", ".join(f"{name} {ms:.1f}" for name, ms in figures.items())
    context.print(f"ms late: {words}")
    for line in _bars(counts):
        context.print(line)
    return len(late)


def _quantile(ordered: list[float], share: float) -> float:
    """The smallest of the values that at least `share` of them do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _histogram(values: list[float]) -> list[int]:
    counts = [0] * (len(EDGES) + 1)
    for value in values:
        counts[sum(value > edge for edge in EDGES)] += 1
    return counts


def _bars(counts: list[int]) -> list[str]:
    """One line for each bar from the first to the last that is not empty."""
    filled = [index for index, count in enumerate(counts) if count > 0]
    lines: list[str] = []
    for index in range(filled[0], filled[-1] + 1):
        span = f"<= {EDGES[index]} ms" if index < len(EDGES) else f"> {EDGES[-1]} ms"
        bar = "#" * math.ceil(counts[index] / max(counts) * BAR_WIDTH)
        lines.append(f"{span:>9} {counts[index]:>4} {bar}".rstrip())
    return lines
