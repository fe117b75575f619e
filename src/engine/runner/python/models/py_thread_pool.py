from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from lanes_tasks.task import TaskSpec

from ..context import WorkerScope
from ..execute import execute_blocking
from ..model import ModelRun
from ..worker import tell_thread, tell_thread_usage


def run(run: ModelRun) -> None:
    """A ThreadPoolExecutor of `workers` threads that take the tasks from a queue."""
    own = threading.local()
    begun: list[str] = []
    # The executor starts its threads one by one as tasks come in: the nth is asked for with the nth task.
    asked: deque[tuple[str, int]] = deque()
    # A refused task stays in the executor's queue all the same: whoever says so first has it.
    claims: dict[int, str] = {}

    def begin() -> None:
        id, asked_at = asked.popleft()
        own.scope = WorkerScope(id, run.emitter, run.cancellation, True, run.foreground)
        tell_thread(id, run.emitter, asked_at)
        begun.append(id)

    def work(spec: TaskSpec) -> None:
        if run.cancellation.cancelled or claims.setdefault(spec["id"], "work") != "work":
            return
        execute_blocking(spec, own.scope)
        # A thread of a pool is not told when it ends: the last figures it told count.
        tell_thread_usage(own.scope)

    with ThreadPoolExecutor(min(run.request["workers"], len(run.tasks)), initializer=begin) as executor:
        futures: list[Future[None]] = []
        for spec in run.tasks:
            asked.append((f"p{len(futures) + 1}", run.emitter.now()))
            try:
                futures.append(executor.submit(work, spec))
            except RuntimeError as error:
                asked.pop()
                if claims.setdefault(spec["id"], "refused") == "refused":
                    run.refuse(spec, error)
        for future in futures:
            future.result()
    for worker in begun:
        run.emitter.emit("worker-exited", worker=worker, code=0)
