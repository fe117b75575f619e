"""Native code that lets the GIL go, over some megabytes each."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator


def inputs() -> Iterator[bytes]:
    """Sixteen files of 2 MB that can be compressed to about a half."""
    for seed in range(16):
        letters = random.Random(seed)
        yield bytes(letters.choices(b"abcdefghijklmnop", k=200_000)) * 10


def task(file: bytes) -> int:
    """How many bytes the file has when it is compressed."""
    return len(zlib.compress(file, 6))
