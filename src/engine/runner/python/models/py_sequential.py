from __future__ import annotations

from ..execute import execute_blocking
from ..model import ModelRun
from ..worker import loop_worker


def run(run: ModelRun) -> None:
    """One task after the other, in their order, on the main thread."""
    with loop_worker(run, blocking=True) as scope:
        for spec in run.tasks:
            if run.cancellation.cancelled:
                return
            execute_blocking(spec, scope)
