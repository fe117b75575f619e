from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import site
import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .task import TaskSpec

# Where a task of lanes' own is: imported when it is asked for, so that a run loads what it needs.
_tasks = {
    "count": "count",
    "fetch-url": "fetch_url",
    "hash": "hash",
    "hog": "hog",
    "print-lines": "print_lines",
    "wake-late": "wake_late",
}

_loading = threading.Lock()


def find_task(spec: TaskSpec) -> Callable[..., Any]:
    """The function of a task; raises when there is none of that name."""
    name, url = spec["task"], spec.get("module")
    if url is None:
        own = _tasks.get(name)
        if own is not None:
            return getattr(importlib.import_module(f"lanes_tasks.{own}"), own)
        known = list(_tasks)
    else:
        module = _load(url)
        function = getattr(module, name, None)
        if callable(function):
            return function
        known = [key for key, value in vars(module).items() if callable(value)]
    raise LookupError(f"{url or 'lanes'} has no task {name}; it has {', '.join(known)}")


def preload(specs: list[TaskSpec]) -> None:
    """Imports those of lanes' own tasks that will be wanted. A user's module is left for its task to import."""
    for spec in specs:
        if "module" not in spec:
            find_task(spec)


def _load(url: str) -> ModuleType:
    """The module of a user's file, which may import what lies beside it and what its Python has installed."""
    from urllib.parse import unquote, urlsplit

    path = unquote(urlsplit(url).path)
    with _loading:
        loaded = sys.modules.get(path)
        if loaded is not None:
            return loaded
        _extend_path(os.path.dirname(path))
        spec = importlib.util.spec_from_file_location(path, path)
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            raise LookupError(f"{path} is no Python module: its name has to end in .py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[path] = module
        return module


def _extend_path(folder: str) -> None:
    """What an isolated Python leaves out of its path, behind all that lanes itself needs."""
    wanted = [folder, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    sys.path.extend(entry for entry in wanted if entry and entry not in sys.path)
    site.addsitedir(site.getusersitepackages())
