from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from .cancellation import Cancellation

# How long what tasks left behind on a loop may take to end once it is cancelled, in seconds.
CLOSE_GRACE = 0.5


class WorkerLoop:
    """The event loop of one worker, which runs one of its tasks after the other."""

    def __init__(self, cancellation: Cancellation) -> None:
        self._cancellation = cancellation
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def complete(self, awaited: Awaitable[Any]) -> Any:
        """What comes of `awaited`; raises what it raises, and CancelledError once the run is told to stop."""
        running = self._loop.create_task(_outcome(awaited))

        def cancel() -> None:
            self._loop.call_soon_threadsafe(running.cancel)

        with self._cancellation.calling(cancel):
            value, error = self._loop.run_until_complete(running)
        if error is not None:
            raise error
        return value

    def close(self) -> None:
        """Cancels what the tasks left behind, and closes the loop."""
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        if left:
            self._loop.run_until_complete(asyncio.wait(left, timeout=CLOSE_GRACE))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        asyncio.set_event_loop(None)
        self._loop.close()


async def _outcome(awaited: Awaitable[Any]) -> tuple[Any, BaseException | None]:
    # SystemExit and KeyboardInterrupt would end the loop in the middle of what else it has to do.
    try:
        return await awaited, None
    except BaseException as error:
        return None, error
