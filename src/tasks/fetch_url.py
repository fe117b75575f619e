from __future__ import annotations

from typing import Any

from .http_get import FetchError, get
from .task import TaskContext


async def fetch_url(input: dict[str, Any], context: TaskContext) -> dict[str, Any]:
    """
    The article's I/O-bound task: fetches one URL and prints its status, or why there is none.
    A URL that cannot be fetched is a result, not a failure of the task.
    """
    url, timeout_ms = input["url"], input["timeoutMs"]
    try:
        with context.io():
            status = await get(url, timeout_ms, context.blocking)
    except FetchError as error:
        context.print(f"Error fetching {url}: {error}")
        return {"error": str(error)}
    context.print(f"Fetched {url} with status: {status}")
    return {"status": status}
