from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import sysconfig
import time
from typing import TypedDict

from lanes_tasks.task import TaskSpec

from .cancellation import Cancellation
from .emitter import Emitter, failure_of
from .usage import children_usage, process_usage

PROTOCOL = 2


class RunRequest(TypedDict):
    """What the dashboard asks; the fields are those of RunRequest in protocol/request.ts."""

    protocol: int
    model: str
    tasks: list[TaskSpec]
    events: str
    workers: int
    live: int
    switchIntervalMs: float


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
        self.foreground = {spec["id"] for spec in self.tasks if not spec.get("background")}
        """The tasks that are not in the background and have still to end."""
        sys.setswitchinterval(request["switchIntervalMs"] / 1_000)
        self.cancellation = Cancellation()
        self.cancellation.listen()
        _leave_all_with(os.path.dirname(request["events"]))
        self._runtime = _runtime_text(request["model"])
        self._boot = process_usage()
        self.epoch = time.monotonic_ns()
        """Nanoseconds on the monotonic clock."""
        self.emitter = Emitter(request["events"], self.epoch)

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
            runtime=self._runtime,
            **limit,
            **({"gil": True} if _shares_gil(self.request["model"]) else {}),
            switchIntervalUs=round(sys.getswitchinterval() * 1e6),
        )
        self.emitter.emit_at(0, "usage", worker="run", **self._boot)
        for spec in self.tasks:
            self.emitter.emit("task-queued", task=spec["id"])

    def refuse(self, spec: TaskSpec, error: BaseException) -> None:
        """Tells that a task failed because its worker could not be started."""
        self.foreground.discard(spec["id"])
        if not self.cancellation.cancelled:
            failure = {"name": type(error).__name__, "message": f"its worker could not be started: {error}"}
            self.emitter.emit("task-failed", task=spec["id"], error=failure)

    def finish(self) -> None:
        """Tells what the run used and that it finished; that it was stopped is told by who stopped it."""
        self.emitter.emit("usage", worker="run", **process_usage(), **children_usage())
        if self.cancellation.cancelled:
            self.cancellation.die()
        self.emitter.emit("run-finished", end="finished")

    def fail(self, error: BaseException) -> None:
        """Tells that the model itself failed."""
        failure = failure_of(error)
        reason = f"uncaught {failure['name']}: {failure['message']}"
        self.emitter.emit("run-finished", end="failed", reason=reason)


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
