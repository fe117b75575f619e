"""What comes back of the tasks, and what is told of it when the run's clock has stopped."""

from __future__ import annotations

import sys
from typing import Any

from .emitter import Emitter
from .model import Result
from .reference import Reference
from .values.difference import Difference, first_difference
from .values.digest import result_digest
from .values.short import short_text
from .values.size import size_of

# The digest of all results of a file that says that its results are not to be compared.
NOT_COMPARED = "not compared"
# Deeper than this no value is followed.
MOST_DEPTH = 6_000

_Digest = dict[str, str]


class ResultCheck:
    """Compares the results of a run with those of the session's first run that has all of them."""

    def __init__(self, lane: str, path: str | None, same_result: Any) -> None:
        """`path`: of the reference file; `same_result`: what the user's file exports by that name, or None."""
        self._lane = lane
        self._path = path
        self._same_result = same_result

    def tell(self, results: dict[int, Result], tasks: int, emitter: Emitter) -> None:
        """Tells each result, in the order of tasks, and lets go of it."""
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(max(usual, MOST_DEPTH))
        try:
            digests = {task: self._digest(results[task].value) for task in sorted(results)}
            reference = self._reference(results, digests, tasks)
            for task, digest in digests.items():
                at, value = results.pop(task)
                compared = self._compared(reference, task, value, digest)
                emitter.emit_at(at, "task-result", task=task, **compared, **size_of(value, "bytes"))
        finally:
            sys.setrecursionlimit(usual)

    def _digest(self, value: Any) -> dict[str, str]:
        try:
            digest = result_digest(value)
        except RecursionError:
            return {"preview": f"{type(value).__name__}, nested too deeply to be compared", "digest": NOT_COMPARED}
        return {**digest, "digest": NOT_COMPARED} if self._same_result is False else digest

    def _reference(self, results: dict[int, Result], digests: dict[int, _Digest], tasks: int) -> Reference | None:
        if self._path is None or self._same_result is False:
            return None
        reference = Reference.open(self._path)
        if reference is None and len(results) == tasks:
            values = [results[task].value for task in range(tasks)]
            Reference.write(self._path, self._lane, values, [digests[task] for task in range(tasks)])
            # Another run of the session may have been quicker.
            reference = Reference.open(self._path)
        return reference

    def _compared(self, reference: Reference | None, task: int, value: Any, digest: dict[str, str]) -> dict[str, Any]:
        other = None if reference is None else reference.digests[task]
        if reference is None or other is None or other["digest"] == digest["digest"]:
            return {"result": digest}
        try:
            kept = reference.value(task)
            if callable(self._same_result) and self._same_result(value, kept):
                return {"result": {**digest, "digest": other["digest"]}}
            found = first_difference(value, kept)
        except Exception as error:
            # What cannot be read again, or compared by the user's function, is still another.
            found = Difference("", digest["preview"][:80], f"{other['preview'][:80]} ({short_text(str(error), 40)})")
        # Two that are the same part by part, and are not as a whole, differ in how they hold themselves.
        found = found or Difference("", digest["preview"][:100], other["preview"][:100])
        return {"result": digest, "differs": {"lane": reference.lane, **found._asdict()}}
