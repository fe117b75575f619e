"""csv, difflib and zlib: what changed in a table, and how small it can be made."""

from __future__ import annotations

import csv
import difflib
import io
import zlib

inputs = [{"rows": 60 + seed, "changed": seed + 3} for seed in range(6)]


def _table(rows: int, changed: int) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in range(rows):
        writer.writerow([row, f"name, {row}", row * row + (row % changed == 0)])
    return text.getvalue()


async def compare(sizes: dict[str, int]) -> tuple[int, bytes]:
    """How many lines differ, and the difference, compressed."""
    before, after = _table(sizes["rows"], 1_000), _table(sizes["rows"], sizes["changed"])
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm=""))
    return len(lines), zlib.compress("\n".join(lines).encode())
