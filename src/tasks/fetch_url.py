from __future__ import annotations

from typing import Any

from .http import http_asyncio, http_blocking
from .http.http_get import Unanswered, get
from .task import TaskContext


async def fetch_url(input: dict[str, Any], context: TaskContext) -> dict[str, Any]:
    """
    The article's I/O-bound task: fetches one URL and prints its status, or why there is none.
    A URL that cannot be fetched is a result, told as unsuccessful; that this machine cannot fetch is
    a failure of the task. `shown` is the URL without what is nobody's business, where it has such a thing.
    """
    request = http_blocking.request if context.blocking else http_asyncio.request
    url, timeout_ms = input["url"], input["timeoutMs"]
    shown = input.get("shown", url)
    try:
        with context.io():
            status = await get(url, timeout_ms, request)
    except Unanswered as reason:
        context.unsuccessful(str(reason))
        context.print(f"Error fetching {shown}: {reason}")
        return {"error": str(reason)}
    context.print(f"Fetched {shown} with status: {status}")
    return {"status": status}
