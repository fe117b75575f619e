from __future__ import annotations

from hashlib import sha256
from typing import Any

from ..canonical import is_json, utf16_length, utf16_start, write_canonical
from .node import Node, node_of
from .short import short_text

# What of a result is shown, in UTF-16 code units, as Node counts.
PREVIEW_UNITS = 200
# As many hexadecimal digits stand for a value.
DIGITS = 16
# So much is kept before it goes into the hash.
CHUNK_BYTES = 1 << 16


def result_digest(value: Any) -> dict[str, str]:
    """
    What is told of a result: the start of it as text, and what is the same for equal values. Of a
    value that has a JSON that is that text itself, or its SHA-256, as Node has it; of all others a
    SHA-256 of what they are. Neither makes a text of the whole.
    """
    if is_json(value):
        return _digest_of_json(value)
    return {"preview": short_text(value, PREVIEW_UNITS // 2), "digest": digest_of(value).hex()[:DIGITS]}


def digest_of(value: Any) -> bytes:
    """A SHA-256 of all that a value is, with the types of all that is in it; cycles end where they began."""
    stream = _Stream([])
    stream.take(value)
    return stream.end()


def _digest_of_json(value: Any) -> dict[str, str]:
    hashed = sha256()
    start: list[str] = []
    kept: list[str] = []
    length = 0

    def write(piece: str) -> None:
        nonlocal length
        if length <= PREVIEW_UNITS:
            start.append(piece[: PREVIEW_UNITS + 1])
        length += len(piece)
        kept.append(piece)
        if len(kept) >= 1_000:
            hashed.update("".join(kept).encode())
            kept.clear()

    write_canonical(value, write)
    text = "".join(start)
    if length <= PREVIEW_UNITS and utf16_length(text) <= PREVIEW_UNITS:
        return {"preview": text, "digest": text}
    hashed.update("".join(kept).encode())
    return {"preview": utf16_start(text, PREVIEW_UNITS), "digest": hashed.hexdigest()[:DIGITS]}


class _Stream:
    def __init__(self, path: list[int]) -> None:
        self._hash = sha256()
        self._kept = bytearray()
        # The values that hold the one at hand, by their ids, the outermost first.
        self._path = path

    def end(self) -> bytes:
        self._flush()
        return self._hash.digest()

    def take(self, value: Any) -> None:
        if id(value) in self._path:
            self._write(f"cycle {len(self._path) - self._path.index(id(value))}".encode())
            return
        node = node_of(value)
        self._write(node.kind.encode("utf-8", "surrogatepass"))
        self._write(node.data)
        self._path.append(id(value))
        try:
            self._take_what_is_in(node)
        finally:
            self._path.pop()

    def _take_what_is_in(self, node: Node) -> None:
        for place, part in node.parts:
            self._write(b"." if place.startswith("[") else place.encode("utf-8", "surrogatepass"))
            self.take(part)
        if node.members is not None:
            self._unordered(self._of(key) + self._of(member) for key, member in node.members.items())
        if node.elements is not None:
            self._unordered(map(self._of, node.elements))
        self._write(b"end")

    def _unordered(self, digests: Any) -> None:
        for digest in sorted(digests):
            self._write(digest)

    def _of(self, value: Any) -> bytes:
        stream = _Stream(self._path)
        stream.take(value)
        return stream.end()

    def _write(self, data: bytes | memoryview) -> None:
        self._kept += b"%d:" % len(data)
        if len(data) < CHUNK_BYTES:
            self._kept += data
            if len(self._kept) >= CHUNK_BYTES:
                self._flush()
        else:
            self._flush()
            self._hash.update(data)

    def _flush(self) -> None:
        self._hash.update(self._kept)
        self._kept.clear()
