from __future__ import annotations

import threading

from lanes_tasks.task import TaskSpec

from ..execute import execute
from ..model import ModelRun
from ..readiness import make_ready, tear_down
from ..worker import tell_thread, tell_thread_usage

one_worker_a_task = True


def run(run: ModelRun) -> None:
    """One threading.Thread a task, at most `live` of them at once."""
    places = threading.BoundedSemaphore(run.request["live"])

    def work(spec: TaskSpec, asked_at: int) -> None:
        scope = run.scope(f"t{spec['id'] + 1}")
        try:
            tell_thread(scope.id, run.emitter, asked_at)
            make_ready(scope, tell_thread_usage)
            run.keep(spec, execute(run.work(spec), scope))
            tear_down(scope)
            tell_thread_usage(scope)
            run.emitter.emit("worker-exited", worker=scope.id, code=0)
        finally:
            places.release()

    threads: list[threading.Thread] = []
    for spec in run.tasks:
        places.acquire()
        if run.cancellation.cancelled:
            break
        thread = threading.Thread(target=work, args=(spec, run.emitter.now()))
        try:
            thread.start()
        except RuntimeError as error:
            places.release()
            run.refuse(spec, error)
        else:
            threads.append(thread)
    for thread in threads:
        thread.join()
