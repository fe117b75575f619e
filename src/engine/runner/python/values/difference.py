from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any, NamedTuple

from .digest import digest_of
from .node import Node, node_of
from .short import short_text

# How long the texts of a difference may be, in characters: an event is one write.
MOST_WHERE = 120
MOST_SHOWN = 100

_absent: Any = object()


class Difference(NamedTuple):
    """The first place at which two values differ."""

    where: str
    own: str
    other: str


def first_difference(own: Any, other: Any) -> Difference | None:
    """Where two values differ first, and what stands there; None where they are the same."""
    found = _find(own, other, "", set())
    if found is None:
        return None
    where, ours, theirs = found
    place = where if len(where) <= MOST_WHERE else f"{where[: MOST_WHERE - 1]}…"
    return Difference(place, _shown(ours), _shown(theirs))


def _shown(value: Any) -> str:
    return "nothing" if value is _absent else short_text(value, MOST_SHOWN)


_Found = tuple[str, Any, Any]


def _find(own: Any, other: Any, where: str, seen: set[tuple[int, int]]) -> _Found | None:
    if own is _absent or other is _absent:
        return where, own, other
    pair = (id(own), id(other))
    if pair in seen:
        return None
    ours, theirs = node_of(own), node_of(other)
    if ours.kind != theirs.kind or ours.data != theirs.data:
        return where, own, other
    seen.add(pair)
    try:
        return _find_in(ours, theirs, where, seen)
    finally:
        seen.discard(pair)


def _find_in(ours: Node, theirs: Node, where: str, seen: set[tuple[int, int]]) -> _Found | None:
    for mine, its in zip_longest(ours.parts, theirs.parts, fillvalue=(None, _absent)):
        place = mine[0] or its[0] or ""
        found = _find(mine[1], its[1] if its[0] in {None, mine[0]} or mine[0] is None else _absent, where + place, seen)
        if found is not None:
            return found
    for key, mine, its in _matched(ours, theirs):
        found = _find(mine, its, f"{where}[{short_text(key, 40)}]", seen)
        if found is not None:
            return found
    own_elements, others = _by_digest(ours.elements or ()), _by_digest(theirs.elements or ())
    lost = [element for digest, element in own_elements.items() if digest not in others]
    gained = [element for digest, element in others.items() if digest not in own_elements]
    if lost or gained:
        return where + "{}", lost[0] if lost else _absent, gained[0] if gained else _absent
    return None


def _matched(ours: Node, theirs: Node) -> Iterable[tuple[Any, Any, Any]]:
    mine, its = ours.members or {}, theirs.members or {}
    other_keys = _by_digest(its)
    own_keys = _by_digest(mine)
    for digest, key in own_keys.items():
        yield key, mine[key], its[other_keys[digest]] if digest in other_keys else _absent
    for digest, key in other_keys.items():
        if digest not in own_keys:
            yield key, _absent, its[key]


def _by_digest(values: Iterable[Any]) -> dict[bytes, Any]:
    return {digest_of(value): value for value in values}
