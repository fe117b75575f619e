from __future__ import annotations

from .model import ModelRun
from .readiness import has_end

# How long a pool may take to end once its tasks are done, in seconds, before it is ended; and where
# its workers have to tear down what they have set up.
EXIT_GRACE = 0.5
TEARDOWN_GRACE = 10


def grace_of(run: ModelRun) -> float:
    """How long the pool of a run may take to end, in seconds."""
    return EXIT_GRACE if run.file is None or not has_end(run.file) else TEARDOWN_GRACE
