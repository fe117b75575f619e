"""What comes back of the tasks, and what is told of it when the run's clock has stopped."""

from __future__ import annotations

import sys
from typing import Any

from .emitter import Emitter
from .model import Result
from .reference import Reference
from .values.difference import Difference, first_difference
from .values.digest import DIGITS, PREVIEW_UNITS, result_digest
from .values.likeness import Likeness, likeness_of
from .values.short import short_text
from .values.size import size_of

# The digest of all results of a file that says that its results are not to be compared.
NOT_COMPARED = "not compared"
# A value of fewer bytes is taken apart at once.
GLANCED_BYTES = 4_096
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
            likenesses = self._likenesses(results)
            reference = self._reference(results, likenesses, tasks)
            for task in sorted(results):
                at, value = results.pop(task)
                compared = self._compared(reference, task, value, likenesses.get(task))
                emitter.emit_at(at, "task-result", task=task, **compared, **size_of(value, "bytes"))
        finally:
            sys.setrecursionlimit(usual)

    def _likenesses(self, results: dict[int, Result]) -> dict[int, Likeness | None]:
        if self._path is None or self._same_result is False:
            return {}
        return {task: likeness_of(value) for task, (_, value) in results.items()}

    def _digest(self, value: Any) -> dict[str, str]:
        try:
            digest = result_digest(value)
        except RecursionError:
            return {"preview": f"{type(value).__name__}, nested too deeply to be compared", "digest": NOT_COMPARED}
        return {**digest, "digest": NOT_COMPARED} if self._same_result is False else digest

    def _digest_at_a_glance(self, value: Any, likeness: Likeness | None) -> _Digest:
        """Of a large value that a likeness stands for: who has another likeness compares the values themselves."""
        if likeness is None or likeness.size < GLANCED_BYTES:
            return self._digest(value)
        return {"preview": short_text(value, PREVIEW_UNITS // 2), "digest": likeness.hash[:DIGITS]}

    def _reference(
        self, results: dict[int, Result], likenesses: dict[int, Likeness | None], tasks: int
    ) -> Reference | None:
        if self._path is None or self._same_result is False:
            return None
        reference = Reference.open(self._path)
        if reference is None and len(results) == tasks:
            values = [results[task].value for task in range(tasks)]
            like = [likenesses[task] for task in range(tasks)]
            digests = [self._digest_at_a_glance(*one) for one in zip(values, like)]
            Reference.write(self._path, self._lane, values, digests, like)
            # Another run of the session may have been quicker.
            reference = Reference.open(self._path)
        return reference

    def _compared(
        self, reference: Reference | None, task: int, value: Any, likeness: Likeness | None
    ) -> dict[str, Any]:
        if reference is None:
            return {"result": self._digest(value)}
        other = reference.digests[task]
        if likeness is not None and likeness == reference.likenesses[task]:
            return {"result": other}
        digest = self._digest(value)
        if other["digest"] == digest["digest"]:
            return {"result": digest}
        same = {**digest, "digest": other["digest"]}
        try:
            kept = reference.value(task)
            if callable(self._same_result) and self._same_result(value, kept):
                return {"result": same}
            found = first_difference(value, kept)
            if found is None and self._digest(kept)["digest"] == digest["digest"]:
                return {"result": same}
        except Exception as error:
            # What cannot be read again, or compared by the user's function, is still another.
            found = Difference("", digest["preview"][:80], f"{other['preview'][:80]} ({short_text(str(error), 40)})")
        # Two that are the same part by part, and are not as a whole, differ in how they hold themselves.
        found = found or Difference("", digest["preview"][:100], other["preview"][:100])
        return {"result": digest, "differs": {"lane": reference.lane, **found._asdict()}}
