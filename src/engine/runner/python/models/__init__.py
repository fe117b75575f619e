"""The concurrency models of Python, one file each. A file has a function `run(run: ModelRun)`."""
