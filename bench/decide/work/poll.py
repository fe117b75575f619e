"""Waits for an answer as asyncio's clients do."""

from __future__ import annotations

import asyncio

inputs = range(40)


async def poll(number: int) -> int:
    """Asks a service that takes 100 ms."""
    await asyncio.sleep(0.1)
    return number * number
