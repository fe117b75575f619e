"""What is written in place of an event that one write, or JSON, does not take as it is. Loaded when there is one."""

from __future__ import annotations

import json
import math
from typing import Any, cast

from .emitter import MAX_BYTES, line_of

# How many of the names that were left out are told.
MOST_NAMES = 5

Event = dict[str, Any]


def shorter(event: Event) -> list[Event]:
    """
    What to write in place of an event that is too long for one write: events that are shorter, of
    which each may have to be shortened again. A line is told in parts, a stack loses its outer
    half, what a task measured its longest members, of which a line then tells. All else that comes
    from outside is cut before it becomes an event.
    """
    if event["type"] == "output":
        return _halves_of(event)
    if event["type"] == "task-finished" and "measured" in event:
        return _with_less_measured(event)
    if event["type"] == "task-failed" and "stack" in event["error"]:
        stack = event["error"]["stack"]
        return [{**event, "error": {**event["error"], "stack": stack[(len(stack) + 1) // 2 :]}}]
    raise ValueError(f"an event of the type {event['type']} takes more than the {MAX_BYTES} bytes of one write")


def finite(value: Any) -> Any:
    """The value with null where a number is none, or infinite: JSON has no word for them, and Node writes null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        members = cast("dict[Any, Any]", value)
        return {str(name) if isinstance(name, float) else name: finite(member) for name, member in members.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in cast("list[Any]", value)]
    return value


def _halves_of(event: Event) -> list[Event]:
    text = event["text"]
    middle = len(text) // 2
    return [{**event, "text": text[:middle], "continues": True}, {**event, "text": text[middle:]}]


def _with_less_measured(event: Event) -> list[Event]:
    rest = {name: member for name, member in event.items() if name != "measured"}
    # As JSON has it: names are text there.
    told = json.loads(line_of(event))["measured"]
    members = cast("Event", told) if isinstance(told, dict) else {}
    kept = _shortest(members, MAX_BYTES - len(line_of({**rest, "measured": {}})))
    left = [name for name in members if name not in kept]
    text = f"measured more than one event holds ({MAX_BYTES:,} bytes); left out: {_list_of(left)}"
    of_task = {name: event[name] for name in ("at", "worker", "task")}
    measured = {"measured": {name: member for name, member in members.items() if name in kept}} if kept else {}
    return [{"type": "output", "stream": "stderr", **of_task, "text": text}, {**rest, **measured}]


def _shortest(members: Event, room: int) -> set[str]:
    """The names of as many members as there is room for, the shortest first."""
    used = 0
    kept: set[str] = set()
    sized = ((len(line_of({name: member})), name) for name, member in members.items())
    for size, name in sorted(sized, key=lambda pair: pair[0]):
        used += size
        if used > room:
            break
        kept.add(name)
    return kept


def _list_of(names: list[str]) -> str:
    if not names:
        return "all of it"
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
