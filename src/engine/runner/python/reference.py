from __future__ import annotations

import os
import pickle
from contextlib import suppress
from typing import Any, cast

from .values.likeness import Likeness

_OFFSET_BYTES = 8


class Reference:
    """
    The results of the session's first run that had all of them, in a file: a pickle of each, then one
    of what is known of all of them, then where that begins.
    """

    def __init__(self, path: str) -> None:
        """Reads what is known of all results; raises OSError where there is no such file yet."""
        self._path = path
        with open(path, "rb") as file:
            file.seek(-_OFFSET_BYTES, os.SEEK_END)
            file.seek(int.from_bytes(file.read(_OFFSET_BYTES), "big"))
            known = cast("dict[str, Any]", pickle.load(file))
        self.lane: str = known["lane"]
        self.digests: list[dict[str, str]] = known["digests"]
        self.likenesses = [None if like is None else Likeness(*like) for like in known["likenesses"]]
        self._offsets: list[int | None] = known["offsets"]

    @staticmethod
    def open(path: str) -> Reference | None:
        """The reference, where there is one."""
        try:
            return Reference(path)
        except OSError:
            return None

    @staticmethod
    def write(
        path: str, lane: str, values: list[Any], digests: list[dict[str, str]], likenesses: list[Likeness | None]
    ) -> None:
        """Makes the file, unless another run has. Where it cannot be written there is none."""
        unfinished = f"{path}.{os.getpid()}"
        try:
            with open(unfinished, "xb") as file:
                offsets = [_put(value, file) for value in values]
                at = file.tell()
                known = {"lane": lane, "digests": digests, "offsets": offsets}
                like = [None if one is None else tuple(one) for one in likenesses]
                pickle.dump({**known, "likenesses": like}, file)
                file.write(at.to_bytes(_OFFSET_BYTES, "big"))
            # Unlike a renaming, a link takes no other's place.
            os.link(unfinished, path)
        except OSError:
            pass
        finally:
            _remove(unfinished)

    def value(self, task: int) -> Any:
        """The result of a task, made anew; raises LookupError where it could not be pickled, or what pickle raises."""
        offset = self._offsets[task]
        if offset is None:
            raise LookupError("it cannot be pickled")
        with open(self._path, "rb") as file:
            file.seek(offset)
            return pickle.load(file)


def _put(value: Any, file: Any) -> int | None:
    at = file.tell()
    try:
        pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
    except OSError:
        raise
    except Exception:
        file.seek(at)
        file.truncate()
        return None
    return at


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
