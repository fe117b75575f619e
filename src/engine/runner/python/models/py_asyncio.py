from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from lanes_tasks.task import TaskSpec

from ..execute import perform_on_loop
from ..model import ModelRun
from ..readiness import make_ready_on_loop, tear_down_on_loop
from ..worker import loop_worker
from ..worker_scope import WorkerScope


def run(run: ModelRun) -> None:
    """All tasks at once on one event loop (asyncio.gather), or at most `underWay` of them (asyncio.Semaphore)."""
    with loop_worker(run) as scope:
        asyncio.run(_run_all(run, scope))


async def _run_all(run: ModelRun, scope: WorkerScope) -> None:
    await make_ready_on_loop(scope)

    async def work(spec: TaskSpec) -> None:
        run.keep(spec, await perform_on_loop(run.work(spec), scope))

    under_way = run.request.get("underWay")
    start = work if under_way is None else _limited(work, asyncio.Semaphore(under_way))
    everything = asyncio.gather(*(start(spec) for spec in run.tasks))
    loop = asyncio.get_running_loop()
    with run.cancellation.calling(lambda: loop.call_soon_threadsafe(everything.cancel)):
        try:
            await everything
        except asyncio.CancelledError:
            if not run.cancellation.cancelled:
                raise
    await tear_down_on_loop(scope)


def _limited(
    work: Callable[[TaskSpec], Awaitable[None]], places: asyncio.Semaphore
) -> Callable[[TaskSpec], Awaitable[None]]:
    async def wait_and_work(spec: TaskSpec) -> None:
        async with places:
            await work(spec)

    return wait_and_work
