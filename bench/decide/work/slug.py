"""Tiny tasks: about a microsecond each."""

from __future__ import annotations

inputs = [f"The Title Number {number}" for number in range(1_000)]


def task(title: str) -> str:
    """A title as a part of a URL."""
    return title.lower().replace(" ", "-")
