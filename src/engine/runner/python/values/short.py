from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, cast

from .node import is_scalar, node_of

# Types whose text is their data.
_quoted = {"Decimal", "Fraction", "UUID", "date", "datetime", "time", "timedelta"}
_quoted |= {"PosixPath", "PurePosixPath", "PureWindowsPath"}
_brackets = {"list": "[]", "tuple": "()", "set": "{}", "dict": "{}"}


def short_text(value: Any, limit: int) -> str:
    """The start of a value as text, at most `limit` printable characters of ASCII, by no repr of its own."""
    text = ""
    for piece in _pieces(value, limit, []):
        text += piece
        if len(text) > limit:
            return text[: limit - 1].encode("ascii", "ignore").decode() + "…"
    return text


def _pieces(value: Any, limit: int, path: list[int]) -> Iterator[str]:
    if is_scalar(value):
        yield _scalar(value, limit)
        return
    if isinstance(value, Enum):
        yield ascii(f"{type(value).__qualname__}.{value.name}")[1:-1]
        return
    if id(value) in path:
        yield "…"
        return
    path.append(id(value))
    yield from _pieces_of_node(value, limit, path)
    path.pop()


def _scalar(value: Any, limit: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4 * limit:
        return f"{value:#x}"
    if isinstance(value, memoryview):
        return f"memoryview({cast('Any', value).tobytes()[:limit]!a})"
    if isinstance(value, (str, bytes, bytearray)):
        return ascii(value[:limit]) if len(value) <= limit else ascii(value[:limit])[:-1]
    return ascii(value)


def _pieces_of_node(value: Any, limit: int, path: list[int]) -> Iterator[str]:
    node = node_of(value)
    kind = node.kind
    is_instance = kind not in _brackets
    begin, end = _brackets.get(kind, "()")
    if is_instance:
        yield kind
    yield begin
    if kind in _quoted or kind in {"function", "builtin_function_or_method", "type", "module"}:
        yield ascii(bytes(node.data[:limit]).decode("utf-8", "replace"))
    elif len(node.data):
        yield f"{len(node.data):,} bytes"
    separator = ", " if len(node.data) else ""
    for place, part in node.parts:
        yield separator + (f"{place[1:]}=" if place.startswith(".") else "")
        yield from _pieces(part, limit, path)
        separator = ", "
    for key, member in (node.members or {}).items():
        yield separator
        yield from _pieces(key, limit, path)
        yield ": "
        yield from _pieces(member, limit, path)
        separator = ", "
    for element in node.elements or ():
        yield separator
        yield from _pieces(element, limit, path)
        separator = ", "
    yield end
