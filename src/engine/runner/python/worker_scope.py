from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING, Any

from lanes_tasks.registry import find_task
from lanes_tasks.user_file import UserFile

from .call import Call
from .cancellation import Cancellation
from .emitter import Emitter

if TYPE_CHECKING:
    from .worker_loop import WorkerLoop


class WorkerScope:
    """What a worker is, to the tasks that it runs."""

    def __init__(
        self,
        id: str,
        emitter: Emitter,
        cancellation: Cancellation,
        file: UserFile | None,
        foreground: set[int] | None = None,
    ) -> None:
        self.id = id
        self.emitter = emitter
        self.cancellation = cancellation
        self.pid = os.getpid()
        """Of the process that the worker is."""
        self.file = file
        """The user's file that its tasks are in, where they are in one."""
        self.foreground: set[int] = set() if foreground is None else foreground
        """The tasks that are not in the background and have still to end, shared by the threads of a process."""
        self.setup: Any = None
        """What the user's `setup` gave."""
        self.failure: BaseException | None = None
        """Why it can run no task: what loading the file raised, or its `setup`."""
        self.usage_told_at = 0.0
        """When it told what it has used, in seconds of the monotonic clock."""
        self._calls: dict[tuple[str, bool], Call] = {}
        self._loop: WorkerLoop | None = None

    def call_of(self, name: str, is_users: bool) -> Call:
        """The function of a task, ready to be called; raises where there is none, or this worker is not ready."""
        if self.failure is not None:
            raise self.failure
        call = self._calls.get((name, is_users))
        if call is None:
            call = self._calls[name, is_users] = Call(find_task(name, self.file if is_users else None), is_users)
        return call

    @staticmethod
    def complete(value: Any) -> Any:
        """What comes of a task, or a coroutine that awaits nothing that only an event loop can end."""
        if not inspect.iscoroutine(value):
            return value
        try:
            value.send(None)
        except StopIteration as stop:
            return stop.value
        value.close()
        raise RuntimeError("a task of lanes' own awaits what only an event loop can end")

    def complete_on_loop(self, value: Any) -> Any:
        """What comes of something that is awaited, on an event loop that this worker keeps for its tasks."""
        if self._loop is None:
            from .worker_loop import WorkerLoop

            self._loop = WorkerLoop(self.cancellation)
        return self._loop.complete(value)

    def close_loop(self) -> None:
        """Ends what is left on that loop."""
        if self._loop is not None:
            self._loop.close()
            self._loop = None
