"""
The runner: one process, started for one run, that ends with it. Python 3.9 or newer, nothing but
the standard library.
"""

from __future__ import annotations

import importlib
import json
import os
import sys

# Started isolated (-I), Python looks for modules neither here nor where the user happens to be.
# A worker process that is spawned imports this file too, and needs the same.
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
if root not in sys.path:
    sys.path.insert(0, root)


def main() -> None:
    """Reads the request from standard input and carries it out."""
    from lanes_runner.model import ModelRun, RunRequest
    from lanes_runner.output import prepare_output

    request: RunRequest = json.loads(sys.stdin.buffer.read())
    prepare_output()
    model = importlib.import_module("lanes_runner.models." + request["model"].replace("-", "_"))
    run = ModelRun(request)
    unprepared: BaseException | None = None
    try:
        run.prepare()
    except BaseException as error:
        unprepared = error
    run.start_clock()
    if unprepared is not None:
        run.fail_to_prepare(unprepared)
        # Not raised: a thread or process that the file left behind would keep this one.
        os._exit(1)
    try:
        run.begin(limited=getattr(model, "one_worker_a_task", False))
        model.run(run)
        run.finish()
    except BaseException as error:
        run.fail(error)
        os._exit(1)
    # A task may have left threads behind; the run is over all the same.
    os._exit(0)


if __name__ == "__main__":
    main()
