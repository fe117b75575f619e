from __future__ import annotations

import os
import sys

if sys.version_info < (3, 14):
    raise ImportError("py-interpreters needs Python 3.14 or newer")
from concurrent.futures import InterpreterPoolExecutor

from lanes_tasks.task import TaskSpec

from ..emitter import failure_of
from ..interpreter_worker import work
from ..model import ModelRun
from ..pool import submit_all

# Runs in each new interpreter, which knows as little of lanes' folder as this one did at its start.
_begin = """
import sys

if sys.version_info < (3, 14):
    raise ImportError("py-interpreters needs Python 3.14 or newer")
from concurrent.futures import InterpreterPoolExecutor
sys.path.insert(0, {root!r})
from lanes_runner.interpreter_worker import begin
begin({events!r}, {epoch}, {asked_at})
"""


def run(run: ModelRun) -> None:
    """An InterpreterPoolExecutor of `workers` threads, each with an interpreter and a GIL of its own."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    source = _begin.format(root=root, events=run.request["events"], epoch=run.epoch, asked_at=run.emitter.now())
    workers: set[str] = set()
    size = min(run.request["workers"], len(run.tasks))
    failures: list[tuple[TaskSpec, Exception]] = []
    with InterpreterPoolExecutor(size, initializer=exec, initargs=(source,)) as executor:
        for spec, future in submit_all(executor, run, work):
            try:
                workers.add(future.result())
            except Exception as error:
                failures.append((spec, error))
    for spec, error in failures:
        # A thread that was refused leaves its task in the queue, where the others find it.
        if workers and type(error) is RuntimeError:
            continue
        if not run.cancellation.cancelled:
            run.emitter.emit("task-failed", task=spec["id"], error=failure_of(error))
    for worker in sorted(workers):
        run.emitter.emit("worker-exited", worker=worker, code=0)
