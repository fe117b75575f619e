"""Big results of next to no work."""

from __future__ import annotations

inputs = list(range(1, 9))


def task(number: int) -> bytes:
    """A picture of 20 MB in one colour."""
    return bytes([number]) * 20_000_000
