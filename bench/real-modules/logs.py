"""json and re: what a server's log says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

LINE = re.compile(r'(?P<host>\S+) \[(?P<at>[^\]]+)\] "(?P<method>\w+) (?P<path>[^"]*)" (?P<status>\d+)')


def inputs() -> Iterator[str]:
    """Logs of 2,000 lines."""
    for seed in range(8):
        yield "\n".join(
            f'10.0.0.{line % 7} [day {line % 30}] "GET /page/{line * seed % 11}" {200 if line % 13 else 404}'
            for line in range(2_000)
        )


def task(log: str) -> str:
    """How often each path and status came, as JSON."""
    found = [match.groupdict() for match in LINE.finditer(log)]
    counts = {name: Counter(one[name] for one in found) for name in ("host", "path", "status")}
    return json.dumps(counts, sort_keys=True)
