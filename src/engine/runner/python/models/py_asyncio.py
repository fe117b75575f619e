from __future__ import annotations

import asyncio

from ..execute import execute
from ..model import ModelRun
from ..worker import loop_worker


def run(run: ModelRun) -> None:
    """All tasks at once on one event loop (asyncio.gather)."""
    with loop_worker(run, blocking=False) as scope:

        async def gather() -> None:
            everything = asyncio.gather(*(execute(spec, scope) for spec in run.tasks))
            loop = asyncio.get_running_loop()
            run.cancellation.on_cancel(lambda: loop.call_soon_threadsafe(everything.cancel))
            try:
                await everything
            except asyncio.CancelledError:
                if not run.cancellation.cancelled:
                    raise

        asyncio.run(gather())
