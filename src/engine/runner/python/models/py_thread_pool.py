from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from lanes_tasks.task import TaskSpec

from ..context import WorkerScope
from ..execute import execute_blocking
from ..model import ModelRun
from ..pool import submit_all
from ..worker import tell_thread, tell_thread_usage


def run(run: ModelRun) -> None:
    """A ThreadPoolExecutor of `workers` threads that take the tasks from a queue."""
    numbers = count(1)
    own = threading.local()
    begun: list[str] = []
    # The executor starts its threads one by one as tasks come in: the nth is asked for with the nth task.
    asked_at: deque[int] = deque()

    def begin() -> None:
        own.scope = WorkerScope(f"p{next(numbers)}", run.emitter, run.cancellation, True, run.foreground)
        tell_thread(own.scope.id, run.emitter, asked_at.popleft())
        begun.append(own.scope.id)

    def work(spec: TaskSpec) -> None:
        if run.cancellation.cancelled:
            return
        execute_blocking(spec, own.scope)
        # A thread of a pool is not told when it ends: the last figures it told count.
        tell_thread_usage(own.scope)

    with ThreadPoolExecutor(min(run.request["workers"], len(run.tasks)), initializer=begin) as executor:
        pending = submit_all(executor, run, work, lambda: asked_at.append(run.emitter.now()))
        for _, future in pending:
            future.result()
    for worker in begun:
        run.emitter.emit("worker-exited", worker=worker, code=0)
