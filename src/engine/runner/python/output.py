from __future__ import annotations

import io
import sys


def prepare_output() -> None:
    """Has this process write UTF-8 to stdout and stderr, whatever the locale, and fail at no character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
