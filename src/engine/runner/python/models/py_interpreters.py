from __future__ import annotations

import os
import sys

if sys.version_info < (3, 14):
    raise ImportError("py-interpreters needs Python 3.14 or newer")
from concurrent.futures import Future, InterpreterPoolExecutor
from functools import partial

from lanes_tasks.task import TaskSpec

from ..execute import Outcome
from ..handover import input_refused
from ..interpreter_worker import work
from ..model import ModelRun

# Runs in each new interpreter, which knows as little of lanes' folder as this one did at its start.
_begin = """
import sys

if sys.version_info < (3, 14):
    raise ImportError("py-interpreters needs Python 3.14 or newer")
from concurrent.futures import InterpreterPoolExecutor
sys.path.insert(0, {root!r})
from lanes_runner.interpreter_worker import begin
begin({events!r}, {epoch}, {asked_at}, {file!r})
"""


def run(run: ModelRun) -> None:
    """An InterpreterPoolExecutor of `workers` threads, each with an interpreter and a GIL of its own."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    file = None if run.file is None else (run.file.path, run.file.name)
    events, asked_at = run.request["events"], run.emitter.now()
    source = _begin.format(root=root, events=events, epoch=run.epoch, asked_at=asked_at, file=file)
    workers: set[str] = set()
    size = min(run.request["workers"], len(run.tasks))
    failures: list[tuple[TaskSpec, BaseException]] = []
    with InterpreterPoolExecutor(size, initializer=exec, initargs=(source,)) as executor:
        for spec, future in _submit_all(executor, run):
            try:
                workers.add(future.result()[0])
            except Exception as error:
                failures.append((spec, error))
    for spec, error in failures:
        # A thread that was refused leaves its task in the queue, where the others find it.
        if workers and type(error) is RuntimeError:
            continue
        run.lose(spec, input_refused(spec["id"], run.inputs[spec["id"]], error))
    for worker in sorted(workers):
        run.emitter.emit("worker-exited", worker=worker, code=0)


_Answer = tuple[str, Outcome]


def _submit_all(executor: InterpreterPoolExecutor, run: ModelRun) -> list[tuple[TaskSpec, Future[_Answer]]]:
    """Has the executor take every task; gives each with what will come of it, a refusal included."""
    pending: list[tuple[TaskSpec, Future[_Answer]]] = []
    for spec in run.tasks:
        try:
            future = executor.submit(work, run.sent_work(spec))
        except Exception as error:
            # A pool that has broken already takes no more.
            future = Future[_Answer]()
            future.set_exception(error)
        future.add_done_callback(partial(_keep, run, spec))
        pending.append((spec, future))
    return pending


def _keep(run: ModelRun, spec: TaskSpec, future: Future[_Answer]) -> None:
    if future.exception() is None:
        run.keep(spec, future.result()[1])
