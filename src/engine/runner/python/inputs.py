"""What the tasks of a user's file are called with."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import Any, cast

from lanes_tasks.task import WorkFile
from lanes_tasks.user_file import UserFile


class NoInputs(Exception):
    """There are no inputs to be had, for a reason that is told as it is."""


def inputs_of(work: WorkFile, file: UserFile, tasks: int) -> list[Any]:
    """An input for each of so many tasks: a source with fewer is repeated, and no more are asked of it."""
    values = made_inputs(work, file, tasks)
    if values is None:
        return list(range(tasks))
    if not values:
        raise NoInputs("inputs gives none")
    return [values[task % len(values)] for task in range(tasks)]


def made_inputs(work: WorkFile, file: UserFile, most: int) -> list[Any] | None:
    """What the source gives, at most `most`; None where the inputs are numbers. Raises what the user's code raises."""
    source = work["inputs"]
    if source["from"] == "numbers":
        return None
    if source["from"] == "values":
        return source["values"][:most]
    module = file.load()
    if not hasattr(module, "inputs"):
        return None
    given = module.inputs
    if callable(given):
        given = given()
    if inspect.isawaitable(given) or isinstance(given, AsyncIterable):
        import asyncio

        return asyncio.run(_taken_on_loop(given, most))
    return _taken(given, most)


async def _taken_on_loop(given: Any, most: int) -> list[Any]:
    if inspect.isawaitable(given):
        given = await given
    if not isinstance(given, AsyncIterable):
        return _taken(given, most)
    taken: list[Any] = []
    async for value in cast("AsyncIterable[Any]", given):
        taken.append(value)
        if len(taken) >= most:
            break
    return taken


def _taken(given: Any, most: int) -> list[Any]:
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        kind = type(cast("object", given)).__name__
        raise NoInputs(f"inputs has to be a list, another iterable, or a function that gives one, not a {kind}")
    return list(itertools.islice(cast("Iterable[Any]", given), most))
