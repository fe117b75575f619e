"""Queens on a board that do not threaten each other: long work, some 60 ms of computing."""

from __future__ import annotations

inputs = [(8, first) for first in range(8)] * 3


def task(board: tuple[int, int]) -> int:
    """In how many ways the others can stand where the first queen stands in that column."""
    size, first = board
    ways = 0
    for _ in range(60):
        ways += _ways(size, [first])
    return ways


def _ways(size: int, placed: list[int]) -> int:
    row = len(placed)
    if row == size:
        return 1
    free = (
        column
        for column in range(size)
        if all(column != other and abs(column - other) != row - at for at, other in enumerate(placed))
    )
    return sum(_ways(size, [*placed, column]) for column in free)
