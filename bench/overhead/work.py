"""The work of work.mjs in Python."""

from __future__ import annotations


def compute(number: int) -> int:
    """Some 50 ms of computing, the same for every input."""
    state = number
    for _ in range(960_000):
        state = (state * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
    return state


def empty(number: int) -> int:
    """Nothing at all."""
    return number


def big(number: int) -> bytes:
    """20 MB."""
    return bytes([number]) * 20_000_000
