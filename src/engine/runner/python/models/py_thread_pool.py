from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from lanes_tasks.task import TaskSpec

from ..execute import Outcome, execute
from ..model import ModelRun
from ..readiness import has_end, make_ready, tear_down
from ..worker import is_usage_due, tell_thread, tell_thread_usage
from ..worker_scope import WorkerScope


def run(run: ModelRun) -> None:
    """A ThreadPoolExecutor of `workers` threads that take the tasks from a queue."""
    size = min(run.request["workers"], len(run.tasks))
    workers = _Workers(run)
    # A refused task stays in the executor's queue all the same: whoever says so first has it.
    claims: dict[int, str] = {}

    def work(spec: TaskSpec) -> Outcome:
        if run.cancellation.cancelled or claims.setdefault(spec["id"], "work") != "work":
            return None
        outcome = execute(run.work(spec), workers.own())
        # A thread of a pool is not told when it ends: its last task is one after which none is waiting.
        if len(claims) == len(run.tasks) or is_usage_due(workers.own()):
            tell_thread_usage(workers.own())
        return outcome

    with ThreadPoolExecutor(size, initializer=workers.begin) as executor:
        futures: list[Future[Outcome]] = []
        for spec in run.tasks:
            workers.ask()
            try:
                future = executor.submit(work, spec)
            except RuntimeError as error:
                workers.ask_no_more()
                if claims.setdefault(spec["id"], "refused") == "refused":
                    run.refuse(spec, error)
            else:
                future.add_done_callback(lambda done, spec=spec: run.keep(spec, done.result()))
                futures.append(future)
        for future in futures:
            future.result()
        workers.end(executor, size)
    for worker in workers.begun:
        run.emitter.emit("worker-exited", worker=worker, code=0)


class _Workers:
    """The threads of the pool."""

    def __init__(self, run: ModelRun) -> None:
        self.begun: list[str] = []
        self._run = run
        self._own = threading.local()
        # The executor starts its threads one by one as tasks come in: the nth is asked for with the nth task.
        self._asked: deque[tuple[str, int]] = deque()
        self._count = 0
        self._ended: set[str] = set()
        self._someone_ended = threading.Condition()

    def ask(self) -> None:
        """The executor may start a thread now."""
        self._count += 1
        self._asked.append((f"p{self._count}", self._run.emitter.now()))

    def ask_no_more(self) -> None:
        """It could not."""
        self._count -= 1
        self._asked.pop()

    def begin(self) -> None:
        """Has the calling thread begin as a worker."""
        id, asked_at = self._asked.popleft()
        self._own.scope = self._run.scope(id)
        tell_thread(id, self._run.emitter, asked_at)
        make_ready(self._own.scope, tell_thread_usage)
        self.begun.append(id)

    def own(self) -> WorkerScope:
        """The worker that the calling thread is."""
        return self._own.scope

    def end(self, executor: ThreadPoolExecutor, size: int) -> None:
        """Has each thread do what it does when there are no more tasks, once all are done, where that is anything."""
        if self._run.file is None or self._run.cancellation.cancelled or not has_end(self._run.file):
            return
        # Each job waits for all threads to have had one, so that no thread takes two.
        jobs: list[Future[None]] = []
        for _ in range(size):
            self.ask()
            jobs.append(executor.submit(self._end_own))
        for job in jobs:
            job.result()

    def _end_own(self) -> None:
        scope = self.own()
        if scope.id in self._ended:
            return
        tear_down(scope)
        tell_thread_usage(scope)
        with self._someone_ended:
            self._ended.add(scope.id)
            self._someone_ended.notify_all()
            self._someone_ended.wait_for(lambda: self._ended >= set(self.begun))
