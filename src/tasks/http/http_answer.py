from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any, NamedTuple

from .http_get import Unanswered

# Of what a head says: its names and values, and the phrase of its status. Node's limit.
MOST_HEAD_BYTES = 16_384
# What of a line is not counted, such as its colon.
UNCOUNTED_BYTES = 16
MOST_LENGTH = 2**64 - 1

_token = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]"
_text = rb"[\t\x20-\x7e\x80-\xff]"
_quoted = rb"\"(?:[\t\x20-!#-[\]-~\x80-\xff]|\\%s)*\"" % _text
_extension = rb";(?![ \r])%s*(?:=%s*(?:%s)?)?" % (_token, _token, _quoted)

_status_line = re.compile(rb"(?:HTTP|RTSP|ICE)/(0\.9|1\.[01]|2\.0) ([0-9]{3})(?: ([^\r\n]*))?\r\n")
_header_line = re.compile(rb"(?:(%s+):[\t ]*(%s*))?\r\n" % (_token, _text))
_chunk_line = re.compile(rb"([0-9A-Fa-f]+)(?:%s)*\r\n" % _extension)
_length = re.compile(rb"0*([0-9]{1,20})[\t ]*")

# What these lines begin with: where a line cannot become one, its rest is not waited for.
_status_begun = re.compile(
    rb"(?:H|HT|HTT|R|RT|RTS|I|IC)?"
    rb"|(?:HTTP|RTSP|ICE)(?:/(?:[0-2](?:\.(?:[019](?: (?:[0-9]{0,2}|[0-9]{3}(?: [^\r\n]*)?\r?))?)?)?)?)?"
)
_header_begun = re.compile(rb"(?:%s+(?::%s*)?)?\r?" % (_token, _text))
_chunk_begun = re.compile(rb"(?:[0-9A-Fa-f]+(?:;[^\n]*|\r)?)?")

Reading = Generator[None, bytes, Any]
Headers = dict[bytes, list[bytes]]


class Answer(NamedTuple):
    """What the fetch wants to know of an answer."""

    status: int
    location: str | None


class AnswerReader:
    """
    Reads one answer of HTTP/1.x. It does no I/O, so that the same code reads from a blocking socket
    and on an event loop; and it refuses what Node's parser (llhttp) refuses, so that a server gets
    the same word from every runtime. http.client can do neither: it blocks, with a limit for each
    call and none for the whole, and it forgives much.
    """

    def __init__(self) -> None:
        self._reading = _read_answer()
        next(self._reading)

    def feed(self, piece: bytes) -> Answer | None:
        """
        Takes the next piece of what the server sent, `b""` where it ended the connection. Gives the
        answer when it is complete, whatever becomes of the connection. Raises Unanswered.
        """
        try:
            self._reading.send(piece)
        except StopIteration as ended:
            return ended.value
        return None


def _read_answer() -> Generator[None, bytes, Answer]:
    incoming = _Incoming()
    while True:
        version, status, headers = yield from incoming.head()
        if status == 101:
            raise Unanswered("UPGRADE")
        # An answer of 1xx only announces the real one, which has to be allowed to follow.
        if not 100 <= status <= 199:
            break
        connection = _tokens(headers, b"connection")
        if b"close" in connection if version == b"1.1" else b"keep-alive" not in connection:
            yield from incoming.blank_lines()
            raise Unanswered("HTTP")
    # Whatever length is announced for them, these have no body.
    if status not in (204, 304):
        yield from incoming.body(headers)
    (location,) = headers.get(b"location", [None])[:1]
    return Answer(status, None if location is None else location.decode("latin-1"))


def _tokens(headers: Headers, name: bytes) -> list[bytes]:
    return [one.strip(b"\t ").lower() for value in headers.get(name, []) for one in value.split(b",")]


class _Incoming:
    """What has come and was not read yet."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head_bytes = 0

    def head(self) -> Generator[None, bytes, tuple[bytes, int, Headers]]:
        yield from self.blank_lines()
        self._head_bytes = 0
        version, status, phrase = yield from self._line(_status_line, _status_begun, "HEAD")
        self._count(phrase or b"")
        headers: Headers = {}
        yield from self._read_headers(headers)
        return version, int(status), headers

    def blank_lines(self) -> Reading:
        while True:
            self._buffer = self._buffer.lstrip(b"\r\n")
            if self._buffer:
                return
            yield from self._more()

    def body(self, headers: Headers) -> Reading:
        """To its end: in chunks, as many bytes as announced, or until the server closes."""
        coding = headers.get(b"transfer-encoding")
        length = headers.get(b"content-length")
        if coding is not None and coding[-1].rpartition(b",")[2].lstrip(b"\t ").rstrip(b" ").lower() == b"chunked":
            yield from self._chunks(headers)
        elif length is not None:
            yield from self._skip(int(length[0]))
        else:
            while (yield):
                pass

    def _read_headers(self, headers: Headers) -> Reading:
        while True:
            name, value = yield from self._line(_header_line, _header_begun, "HEAD")
            if name is None:
                return
            self._count(name + value)
            key = name.lower()
            _check_framing(key, value, headers)
            headers.setdefault(key, []).append(value)

    def _count(self, of_head: bytes) -> None:
        self._head_bytes += len(of_head)
        if self._head_bytes >= MOST_HEAD_BYTES:
            raise Unanswered("HEAD")

    def _chunks(self, headers: Headers) -> Reading:
        size = -1
        while size != 0:
            (digits,) = yield from self._line(_chunk_line, _chunk_begun, "HTTP")
            size = int(digits, 16)
            if size > MOST_LENGTH:
                raise Unanswered("HTTP")
            if size > 0:
                yield from self._skip(size)
                yield from self._end_of_chunk()
        self._head_bytes = 0
        yield from self._read_headers(headers)

    def _end_of_chunk(self) -> Reading:
        while len(self._buffer) < 2 and b"\r\n".startswith(self._buffer):
            yield from self._more()
        if not self._buffer.startswith(b"\r\n"):
            raise Unanswered("HTTP")
        del self._buffer[:2]

    def _line(self, line: re.Pattern[bytes], begun: re.Pattern[bytes], too_long: str) -> Reading:
        """The groups of the next line."""
        while (end := self._buffer.find(b"\n") + 1) == 0:
            if not begun.fullmatch(self._buffer):
                raise Unanswered("HTTP")
            if self._head_bytes + len(self._buffer) > MOST_HEAD_BYTES + UNCOUNTED_BYTES:
                raise Unanswered(too_long)
            yield from self._more()
        found = line.fullmatch(bytes(self._buffer[:end]))
        del self._buffer[:end]
        if found is None:
            raise Unanswered("HTTP")
        return found.groups()

    def _skip(self, length: int) -> Reading:
        while length > len(self._buffer):
            length -= len(self._buffer)
            self._buffer.clear()
            yield from self._more()
        del self._buffer[:length]

    def _more(self) -> Reading:
        piece = yield
        if not piece:
            raise Unanswered("ECONNRESET")
        self._buffer += piece


def _check_framing(name: bytes, value: bytes, headers: Headers) -> None:
    """Refuses what would leave the end of the body in doubt."""
    has_length, has_coding = b"content-length" in headers, b"transfer-encoding" in headers
    if name == b"transfer-encoding" and (has_length or not value):
        raise Unanswered("HTTP")
    if name == b"content-length":
        digits = _length.fullmatch(value)
        if has_length or has_coding or digits is None or int(digits[1]) > MOST_LENGTH:
            raise Unanswered("HTTP")
