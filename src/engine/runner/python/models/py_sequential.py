from __future__ import annotations

from ..execute import execute
from ..model import ModelRun
from ..readiness import make_ready, tear_down
from ..worker import loop_worker


def run(run: ModelRun) -> None:
    """One task after the other, in their order, on the main thread."""
    with loop_worker(run) as scope:
        make_ready(scope)
        for spec in run.tasks:
            if run.cancellation.cancelled:
                return
            run.keep(spec, execute(run.work(spec), scope))
        tear_down(scope)
