from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from lanes_tasks.task import TaskSpec

from ..execute import Done, Outcome, Work, perform
from ..exit_reason import describe_exit, exit_of
from ..handover import input_refused, is_refusal, result_refused
from ..model import ModelRun
from ..readiness import make_ready, tear_down
from ..worker import WorkerJob, begin_process, job_of, tell_process_usage

one_worker_a_task = True


class _Child:
    """A process for one task, as the runner sees it."""

    def __init__(self, spec: TaskSpec, worker: str, process: BaseProcess, results: Connection) -> None:
        self.spec = spec
        self.worker = worker
        self.process = process
        self.results = results
        self.has_answered = False


def run(run: ModelRun) -> None:
    """
    One multiprocessing.Process a task, at most `live` of them at once, started in the way that is
    this platform's and version's own (fork on Linux up to 3.13, forkserver from 3.14 on, else spawn).
    """
    waiting = list(reversed(run.tasks))
    children: dict[Any, _Child] = {}
    # A large result is written while it is read: what comes of the children is waited for beside their ends.
    answers: dict[Any, _Child] = {}
    while True:
        can_start = bool(waiting) and len(children) < run.request["live"] and not run.cancellation.cancelled
        if can_start:
            child = _start(waiting.pop(), run)
            if child is not None:
                children[child.process.sentinel] = child
                answers[child.results] = child
        elif not children:
            return
        # Between two starts only those are looked at that have answered, or ended, already.
        for ready in wait([*children, *answers], timeout=0 if can_start else None):
            if ready in answers:
                _take(answers.pop(ready), run)
            elif ready in children:
                child = children.pop(ready)
                if answers.pop(child.results, None) is not None:
                    _take(child, run)
                _tell_end(child, run)


def _start(spec: TaskSpec, run: ModelRun) -> _Child | None:
    reader, writer = multiprocessing.Pipe(duplex=False)
    job = job_of(run, f"p{spec['id'] + 1}")
    # A forked process has the input already.
    is_forked = multiprocessing.get_start_method() == "fork"
    work = run.work(spec) if is_forked else run.sent_work(spec)
    process = multiprocessing.Process(target=_work, args=(job, work, writer))
    try:
        process.start()
    except Exception as error:
        reader.close()
        if is_refusal(error):
            run.lose(spec, input_refused(spec["id"], work.input, error))
        else:
            run.refuse(spec, error)
        return None
    finally:
        writer.close()
    return _Child(spec, job.id, process, reader)


def _take(child: _Child, run: ModelRun) -> None:
    """Reads what a child answers: there is something to be read, or the end of it where it said nothing."""
    try:
        outcome: Outcome = child.results.recv()
    except (EOFError, OSError):
        return
    except Exception as error:
        child.has_answered = True
        run.lose(child.spec, error)
        return
    child.has_answered = True
    run.keep(child.spec, outcome)


def _tell_end(child: _Child, run: ModelRun) -> None:
    child.process.join()
    child.results.close()
    code = child.process.exitcode or 0
    run.emitter.emit("worker-exited", worker=child.worker, **exit_of(code))
    if not child.has_answered and not run.cancellation.cancelled:
        error = {"name": "Error", "message": f"process {child.process.pid} {describe_exit(code)}"}
        run.emitter.emit("task-failed", worker=child.worker, task=child.spec["id"], error=error)


def _answer(done: Done | None, results: Connection) -> None:
    if done is not None:
        try:
            results.send((done.value,))
        except Exception as error:
            done.fail(result_refused(done, error))
        else:
            done.tell()
            return
    results.send(None)


def _work(job: WorkerJob, work: Work, results: Connection) -> None:
    scope = begin_process(job)
    make_ready(scope, tell_process_usage)
    done = perform(work, scope)
    if not scope.cancellation.cancelled:
        _answer(done, results)
        tear_down(scope)
    tell_process_usage(scope)
    sys.stdout.flush()
    sys.stderr.flush()
    if scope.cancellation.cancelled:
        scope.cancellation.die()
    # A thread that the task left behind would keep the process.
    os._exit(0)
