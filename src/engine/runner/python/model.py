from __future__ import annotations

import importlib
import multiprocessing
import os
import platform
import sys
import sysconfig
import time
from typing import Any, NamedTuple, TypedDict

from lanes_tasks.registry import file_of, preload
from lanes_tasks.task import TaskSpec, WorkFile

from .cancellation import Cancellation
from .emitter import Emitter, failure_of
from .execute import Outcome, Work
from .inputs import NoInputs, inputs_of
from .printing import attribute_prints
from .readiness import has_coroutines
from .usage import children_usage, process_usage
from .worker_scope import WorkerScope

PROTOCOL = 2


class _RequiredOfRunRequest(TypedDict):
    protocol: int
    model: str
    lane: str
    tasks: list[TaskSpec]
    events: str
    workers: int
    live: int
    switchIntervalMs: float


class RunRequest(_RequiredOfRunRequest, total=False):
    """What the dashboard asks; the fields are those of RunRequest in protocol/request.ts."""

    work: WorkFile
    reference: str
    underWay: int


class Result(NamedTuple):
    """The result of a task, whole."""

    at: int
    """When the runner had it."""
    value: Any


class ModelRun:
    """
    What a model gets of the run that it carries out. A model's function `run` starts the workers,
    has each task executed once, tells of every task that will not come to its own end, and
    returns when all is done and every worker is gone.
    """

    def __init__(self, request: RunRequest) -> None:
        if request["protocol"] != PROTOCOL:
            raise ValueError(f"this runner speaks protocol {PROTOCOL}, asked for was {request['protocol']}")
        self.request = request
        self.tasks = request["tasks"]
        self.file = file_of(self.tasks)
        """The user's file that the tasks are in, where they are in one."""
        self.inputs: list[Any] = []
        self._results: dict[int, Result] = {}
        self.foreground = {spec["id"] for spec in self.tasks if not spec.get("background")}
        """The tasks that are not in the background and have still to end."""
        sys.setswitchinterval(request["switchIntervalMs"] / 1_000)
        self.cancellation = Cancellation()
        self.cancellation.listen()
        _leave_all_with(os.path.dirname(request["events"]))

    def prepare(self) -> None:
        """
        Loads what the tasks are in and makes their inputs, before the clock starts: what a program has
        loaded is no cost of its model. Raises what the user's code raises.
        """
        work = self.request.get("work")
        if self.file is not None:
            attribute_prints()
            self.file.load()
        if work is None or self.file is None:
            self.inputs = [spec["input"] for spec in self.tasks]
        else:
            self.inputs = inputs_of(work, self.file, len(self.tasks))
        preload(self.tasks)
        if self.file is not None and has_coroutines(self.file):
            # A program of coroutines has it from the start, and its forks have it from there.
            importlib.import_module("lanes_runner.worker_loop")

    def start_clock(self) -> None:
        """Makes it the epoch."""
        self._boot = process_usage()
        self.epoch = time.monotonic_ns()
        """Nanoseconds on the monotonic clock."""
        self.emitter = Emitter(self.request["events"], self.epoch)

    def work(self, spec: TaskSpec) -> Work:
        """A task for a worker that shares this process's memory."""
        return Work(spec["id"], spec["task"], "module" in spec, self.inputs[spec["id"]])

    def sent_work(self, spec: TaskSpec) -> Work:
        """A task for a worker that does not, from now on on its way to it."""
        return self.work(spec)._replace(sent_at=self.emitter.now())

    def scope(self, id: str) -> WorkerScope:
        """A worker in this process."""
        return WorkerScope(id, self.emitter, self.cancellation, self.file, self.foreground)

    def keep(self, spec: TaskSpec, outcome: Outcome) -> None:
        """Takes what a worker handed back of a task, at the moment when it is there."""
        if outcome is not None:
            self._results[spec["id"]] = Result(self.emitter.now(), outcome[0])

    def lose(self, spec: TaskSpec, error: BaseException) -> None:
        """Tells that a task failed on its way to a worker, or back."""
        self.foreground.discard(spec["id"])
        if not self.cancellation.cancelled:
            self.emitter.emit("task-failed", task=spec["id"], error=failure_of(error))

    def begin(self, limited: bool) -> None:
        """Tells that the run and its tasks are there; `limited`: only so many workers may live at once."""
        limit = {"limit": self.request["live"]} if limited else {}
        self.emitter.emit_at(
            0,
            "run-started",
            protocol=PROTOCOL,
            model=self.request["model"],
            pid=os.getpid(),
            epoch=str(self.epoch),
            runtime=_runtime_text(self.request["model"]),
            **limit,
            **({"gil": True} if _shares_gil(self.request["model"]) else {}),
            switchIntervalUs=round(sys.getswitchinterval() * 1e6),
        )
        self.emitter.emit_at(0, "usage", worker="run", **self._boot)
        self.emitter.emit_queued([spec["id"] for spec in self.tasks])

    def refuse(self, spec: TaskSpec, error: BaseException) -> None:
        """Tells that a task failed because its worker could not be started."""
        self.foreground.discard(spec["id"])
        if not self.cancellation.cancelled:
            failure = {"name": type(error).__name__, "message": f"its worker could not be started: {error}"}
            self.emitter.emit("task-failed", task=spec["id"], error=failure)

    def finish(self) -> None:
        """
        Tells what the run used, what came of its tasks, and that it finished; that it was stopped is
        told by who stopped it. The clock has stopped when this is called: to compare results is no
        cost of the model.
        """
        end_at = self.emitter.now()
        self.emitter.emit("usage", worker="run", **process_usage(), **children_usage())
        if self.cancellation.cancelled:
            self.cancellation.die()
        before = time.process_time_ns()
        from .results import ResultCheck

        same_result = None if self.file is None else getattr(self.file.load(), "same_result", None)
        check = ResultCheck(self.request["lane"], self.request.get("reference"), same_result)
        check.tell(self._results, len(self.tasks), self.emitter)
        check_us = (time.process_time_ns() - before) // 1_000
        self.emitter.emit_at(end_at, "run-finished", end="finished", checkCpuUs=check_us)

    def fail(self, error: BaseException) -> None:
        """Tells that the model itself failed."""
        failure = failure_of(error)
        self._end_failed(f"uncaught {failure['name']}: {failure['message']}", failure["stack"])

    def fail_to_prepare(self, error: BaseException) -> None:
        """Tells that the user's file could not be loaded, or gave no inputs."""
        failure = failure_of(error)
        name = "" if isinstance(error, NoInputs) else f"{failure['name']}: "
        file = "" if self.file is None else f"{self.file.path}: "
        self._end_failed(f"{file}{name}{failure['message']}", failure["stack"])

    def _end_failed(self, reason: str, stack: str) -> None:
        self.emitter.emit("run-finished", end="failed", reason=reason)
        sys.stderr.write(stack)
        sys.stderr.flush()


def _leave_all_with(folder: str) -> None:
    """
    Has multiprocessing keep its sockets in the folder that lanes removes, and call its semaphores
    after it, so that lanes finds them: what would remove them is killed with the run. There is no
    public way to say either.
    """
    config = vars(multiprocessing.current_process())["_config"]
    config["tempdir"] = folder
    config["semprefix"] = "/" + os.path.basename(folder)


def _shares_gil(model: str) -> bool:
    """
    Whether the workers of the model are threads under one GIL. It is always on, but in a
    free-threaded build that found no reason to turn it on.
    """
    return "thread" in model and _is_gil_on()


def _is_gil_on() -> bool:
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def _runtime_text(model: str) -> str:
    """For example `python 3.13.0 (free-threaded, GIL off)`; with how processes start where the model starts some."""
    lock = ["free-threaded", "GIL on" if _is_gil_on() else "GIL off"]
    notes = lock if sysconfig.get_config_var("Py_GIL_DISABLED") else []
    if "process" in model:
        notes.append(multiprocessing.get_start_method())
    return f"python {platform.python_version()}" + (f" ({', '.join(notes)})" if notes else "")
