from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from lanes_tasks.task import TaskSpec

from ..execute import execute_blocking
from ..exit_reason import describe_exit, exit_of
from ..model import ModelRun
from ..output import prepare_output
from ..worker import WorkerJob, begin_process, tell_process_usage

one_worker_a_task = True


class _Child(NamedTuple):
    worker: str
    task: int
    process: BaseProcess
    done: Connection


def run(run: ModelRun) -> None:
    """
    One multiprocessing.Process a task, at most `live` of them at once, started in the way that is
    this platform's and version's own (fork on Linux up to 3.13, forkserver from 3.14 on, else spawn).
    """
    waiting = list(reversed(run.tasks))
    children: dict[Any, _Child] = {}
    while True:
        can_start = bool(waiting) and len(children) < run.request["live"] and not run.cancellation.cancelled
        if can_start:
            spec = waiting.pop()
            try:
                child = _start(spec, run)
            except (OSError, EOFError) as error:
                run.refuse(spec, error)
            else:
                children[child.process.sentinel] = child
        elif not children:
            return
        # Between two starts only those are looked at that have ended already.
        for sentinel in wait(list(children), timeout=0 if can_start else None):
            _tell_end(children.pop(sentinel), run)


def _start(spec: TaskSpec, run: ModelRun) -> _Child:
    reader, writer = multiprocessing.Pipe(duplex=False)
    job = WorkerJob(f"p{spec['id'] + 1}", run.request["events"], run.epoch, run.emitter.now())
    process = multiprocessing.Process(target=_work, args=(spec, job, writer))
    try:
        process.start()
    except (OSError, EOFError):
        reader.close()
        raise
    finally:
        writer.close()
    return _Child(job.id, spec["id"], process, reader)


def _tell_end(child: _Child, run: ModelRun) -> None:
    worker, task, process, done = child
    process.join()
    code = process.exitcode or 0
    run.emitter.emit("worker-exited", worker=worker, **exit_of(code))
    # Data or the end of it can be read: it is the end when the process said nothing.
    if not _said_done(done) and not run.cancellation.cancelled:
        error = {"name": "Error", "message": f"process {process.pid} {describe_exit(code)}"}
        run.emitter.emit("task-failed", worker=worker, task=task, error=error)


def _said_done(done: Connection) -> bool:
    try:
        return done.poll() and bool(done.recv_bytes())
    except EOFError:
        return False


def _work(spec: TaskSpec, job: WorkerJob, done: Connection) -> None:
    scope = begin_process(job)
    prepare_output()
    execute_blocking(spec, scope)
    tell_process_usage(scope)
    sys.stdout.flush()
    sys.stderr.flush()
    if scope.cancellation.cancelled:
        scope.cancellation.die()
    done.send_bytes(b"done")
    # A thread that the task left behind would keep the process.
    os._exit(0)
