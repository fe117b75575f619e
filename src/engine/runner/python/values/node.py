from __future__ import annotations

import array
import datetime as dt
import decimal
import enum
import fractions
import math
import struct
import sys
import types
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple, cast


class Node(NamedTuple):
    """
    One value, taken apart: two values are the same where their nodes and all that is in them are.
    Nothing in it depends on a repr, an address, or the order of sets and dicts.
    """

    kind: str
    """Its type, and what of it is not in the rest."""
    data: bytes | memoryview = b""
    parts: Iterable[tuple[str, Any]] = ()
    """What it holds in order, each with its place, such as `[3]` or `.name`."""
    members: Mapping[Any, Any] | None = None
    """What it holds by keys, in no order."""
    elements: Iterable[Any] | None = None
    """What it holds once each, in no order."""


def node_of(value: Any) -> Node:
    """A value taken apart by one level."""
    kind = type(cast("object", value))
    make = _by_type.get(kind)
    if make is not None:
        return make(value)
    for base, make in _by_base:
        if isinstance(value, base):
            return make(value)
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray):
        return _node_of_array(value, numpy)
    return _node_of_object(value)


def is_scalar(value: Any) -> bool:
    """Whether a value holds no other."""
    return type(value) in _scalars


def _float_bytes(value: float) -> bytes:
    # All that are no number are one, whatever their bits.
    return b"nan" if math.isnan(value) else struct.pack(">d", value)


def _text_bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _items(values: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    return ((f"[{place}]", value) for place, value in enumerate(values))


def _attributes(value: Any) -> Iterable[tuple[str, Any]]:
    named: dict[str, Any] = getattr(value, "__dict__", {})
    return ((f".{name}", named[name]) for name in sorted(named))


def _named(value: Any) -> Node:
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", "")
    return Node(type(value).__name__, _text_bytes(f"{getattr(value, '__module__', '')}.{name}"))


def _printed(value: Any) -> Node:
    return Node(type(value).__qualname__, _text_bytes(str(value)))


def _moment(value: Any) -> Node:
    zone = value.tzinfo
    return Node(type(value).__qualname__, value.isoformat().encode(), () if zone is None else ((".tzinfo", zone),))


def _set(value: Any) -> Node:
    return Node(type(value).__qualname__, parts=_attributes(value), elements=value)


def _dict(value: Any) -> Node:
    return Node(type(value).__qualname__, parts=_attributes(value), members=value)


def _tuple(value: Any) -> Node:
    fields = getattr(value, "_fields", None)
    parts = zip((f".{name}" for name in fields), value) if fields else _items(value)
    return Node(type(value).__qualname__, parts=parts)


def _view(value: Any) -> Node:
    view = memoryview(value)
    kind = f"{type(value).__qualname__} {view.format} {view.shape}" if view.format != "B" else type(value).__qualname__
    return Node(kind, view.cast("B") if view.contiguous and view.nbytes else view.tobytes())


def _node_of_array(value: Any, numpy: Any) -> Node:
    kind = f"{type(value).__qualname__} {value.dtype.descr} {value.shape}"
    if value.dtype.hasobject:
        return Node(kind, parts=_items(value.ravel().tolist()))
    flat = numpy.ascontiguousarray(value).reshape(-1)
    return Node(kind, memoryview(flat.view(numpy.uint8)) if flat.nbytes else b"")


def _node_of_object(value: Any) -> Node:
    kind = type(value).__qualname__
    try:
        reduced = value.__reduce_ex__(4)
    except Exception:
        # It cannot be pickled: what it shows of itself is what it is.
        return Node(kind, parts=_attributes(value))
    if isinstance(reduced, str):
        return Node(kind, _text_bytes(reduced))
    function, args, state, items, pairs = (*cast("tuple[Any, ...]", reduced), None, None, None)[:5]
    if getattr(function, "__name__", "") in _news and args and args[0] is type(value):
        args = args[1:]
    parts = [(f"({place})", arg) for place, arg in enumerate(args or ())]
    for part in cast("tuple[Any, ...]", state) if isinstance(state, tuple) else (state,):
        if isinstance(part, dict):
            named = cast("dict[Any, Any]", part)
            fields: Any = getattr(value, "__dataclass_fields__", {})
            first = [name for name in fields if name in named]
            parts += [(f".{name}", named[name]) for name in [*first, *sorted(named.keys() - fields, key=str)]]
        elif part is not None:
            parts.append((".__state__", part))
    parts += _items(items or ())
    members = None if pairs is None else dict(pairs)
    return Node(kind, parts=parts, members=members)


# What makes a bare instance of the class that it is given: the class stands in the kind already.
_news = {"__newobj__", "__newobj_ex__", "_reconstructor"}

_by_type: dict[type, Callable[[Any], Node]] = {
    type(None): lambda _: Node("None"),
    type(...): lambda _: Node("Ellipsis"),
    type(NotImplemented): lambda _: Node("NotImplemented"),
    bool: lambda value: Node("bool", b"1" if value else b"0"),
    int: lambda value: Node("int", b"%x" % value),
    float: lambda value: Node("float", _float_bytes(value)),
    complex: lambda value: Node("complex", _float_bytes(value.real) + b" " + _float_bytes(value.imag)),
    str: lambda value: Node("str", _text_bytes(value)),
    bytes: lambda value: Node("bytes", value),
    bytearray: lambda value: Node("bytearray", memoryview(value)),
    memoryview: _view,
    array.array: _view,
    list: lambda value: Node("list", parts=_items(value)),
    tuple: _tuple,
    range: lambda value: Node("range", repr(value).encode()),
    decimal.Decimal: _printed,
    fractions.Fraction: _printed,
    uuid.UUID: _printed,
    dt.date: _printed,
    dt.timedelta: _printed,
    dt.datetime: _moment,
    dt.time: _moment,
    types.FunctionType: _named,
    types.BuiltinFunctionType: _named,
    types.ModuleType: _named,
}

_scalars = {type(None), bool, int, float, complex, str, bytes, bytearray, memoryview}

_by_base: list[tuple[Any, Callable[[Any], Node]]] = [
    (enum.Enum, lambda value: Node(type(value).__qualname__, _text_bytes(str(value.name)))),
    (type, _named),
    (tuple, _tuple),
    ((set, frozenset), _set),
    ((dict, types.MappingProxyType), _dict),
    (PurePath, _printed),
]
