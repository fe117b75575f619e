from __future__ import annotations

import pickle
import types
from collections.abc import Iterable
from typing import Any, cast

from .node import is_scalar, node_of
from .short import short_text

# A path is no longer than this many steps.
MOST_STEPS = 1_000


def why_not_pickled(value: Any) -> str | None:
    """
    The place inside a value that pickle refuses, and what stands there: `['cb'] is a function that
    pickle cannot name`. None where all of it can be pickled. To be asked after pickling has failed.
    """
    where = ""
    if _is_pickled(value):
        return None
    seen = {id(value)}
    for _ in range(MOST_STEPS):
        inner = next(
            ((place, part) for place, part in _parts_of(value) if id(part) not in seen and not _is_pickled(part)), None
        )
        if inner is None:
            break
        where += inner[0]
        value = inner[1]
        seen.add(id(value))
    return f"{where or 'it'} is {_what(value)}"


def _is_pickled(value: Any) -> bool:
    try:
        pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except Exception:
        return False
    return True


def _parts_of(value: Any) -> Iterable[tuple[str, Any]]:
    if is_scalar(value) or isinstance(value, (type, types.FunctionType)):
        return
    node = node_of(value)
    yield from node.parts
    for key, member in (node.members or {}).items():
        yield " has a key that", key
        yield f"[{short_text(key, 40)}]", member
    for element in node.elements or ():
        yield " has an element that", element


def _what(value: Any) -> str:
    kind = type(cast("object", value))
    if isinstance(value, (type, types.FunctionType)):
        return f"a {'class' if isinstance(value, type) else 'function'} that pickle cannot name"
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"a {name}"
