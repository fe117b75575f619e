"""The work of steps.mjs in Python."""

from __future__ import annotations


def task(count: int) -> int:
    """So many steps of computing."""
    state = count
    for _ in range(count):
        state = (state * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
    return state
