"""An async function that calls a client which blocks."""

from __future__ import annotations

import time

inputs = list(range(20))


def _query(number: int) -> int:
    time.sleep(0.15)
    return number + 1


async def report(number: int) -> int:
    """What the database said."""
    return _query(number)
