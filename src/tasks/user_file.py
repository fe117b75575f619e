from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import site
import sys
from typing import Any

# What lanes itself imports later on, of Python's own: a file of that name beside the user's is none of its business.
NEEDED = ("hashlib", "json", "pickle", "traceback")


class UserFile(importlib.abc.MetaPathFinder):
    """
    A Python file of the user's, as a module. It can be imported under `name` wherever this was made,
    or unpickled: what is pickled after it may have classes and functions of the file in it. The
    module's `__name__` is not `__main__`, as it is not in the processes that multiprocessing spawns.
    """

    def __init__(self, path: str, name: str | None = None) -> None:
        """Has the file, and what it imports, found as `python path` would find it; loads nothing."""
        self.path = path
        self.name = name or _free_name(path)
        if not any(isinstance(finder, UserFile) and finder.path == path for finder in sys.meta_path):
            for needed in NEEDED:
                importlib.import_module(needed)
            _extend_path(os.path.dirname(path))
            sys.argv[:] = [path]
            sys.meta_path.insert(0, self)

    def __reduce__(self) -> tuple[type[UserFile], tuple[str, str]]:
        return UserFile, (self.path, self.name)

    def find_spec(self, fullname: str, _path: Any = None, _target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = importlib.machinery.SourceFileLoader(fullname, self.path)
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)

    def load(self) -> Any:
        """The module; raises what the file raises."""
        return importlib.import_module(self.name)


def _free_name(path: str) -> str:
    """That of the file, unless Python, or what is installed, has a module of that name, which others ask for."""
    name = os.path.splitext(os.path.basename(path))[0].replace(".", "_")
    is_taken = name in sys.modules or importlib.util.find_spec(name) is not None
    return f"{name}_" if is_taken else name


def _extend_path(folder: str) -> None:
    """What an isolated Python leaves out of its path, in the places where it stands in that of `python file`."""
    ahead = [folder, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    isolated = [entry for entry in sys.path if entry not in ahead]
    sys.path[:] = isolated
    if _has_user_site():
        site.addsitedir(site.getusersitepackages())
    added = sys.path[len(isolated) :]
    installed = site.getsitepackages()
    at = next((place for place, entry in enumerate(isolated) if entry in installed), len(isolated))
    sys.path[:] = [*ahead, *isolated[:at], *added, *isolated[at:]]


def _has_user_site() -> bool:
    if os.environ.get("PYTHONNOUSERSITE"):
        return False
    if sys.prefix == sys.base_prefix:
        return True
    # A virtual environment has it where it has those of its Python too.
    with open(os.path.join(sys.prefix, "pyvenv.cfg"), encoding="utf-8") as settings:
        pairs = (line.partition("=") for line in settings)
        return any(
            key.strip().lower() == "include-system-site-packages" and value.strip().lower() == "true"
            for key, _, value in pairs
        )
