from __future__ import annotations

import sys
from typing import Any


def size_of(value: Any, name: str) -> dict[str, int]:
    """How large a value is on its way, in bytes, as a member called `name`; none where to tell would cost something."""
    if isinstance(value, (bytes, bytearray)):
        return {name: len(value)}
    if isinstance(value, str):
        # As UTF-8, but for what is not ASCII.
        return {name: len(value)}
    numpy: Any = sys.modules.get("numpy")
    if isinstance(value, memoryview) or (numpy is not None and isinstance(value, numpy.ndarray)):
        return {name: value.nbytes}
    return {}
