from __future__ import annotations

import errno
import json
import os
import socket
import time
from base64 import b64encode
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote_to_bytes

from .http_url import HttpUrl, NoUrlError, OtherSchemeError, parse_url

if TYPE_CHECKING:
    from .http_answer import Answer

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)

# The words for what the server did, and for what this machine could not do, by codes: one table for all runtimes.
with open(os.path.join(os.path.dirname(__file__), "fetch-reasons.json"), encoding="utf-8") as table:
    _reasons: dict[str, dict[str, str]] = json.load(table)


class Unanswered(Exception):
    """Why there is no status: its message is in plain words, the same in every runtime."""

    def __init__(self, code: str, **filled: object) -> None:
        super().__init__(_reasons["answers"][code].format(**filled))


class Request(Protocol):
    """
    Sends one GET and gives the answer when it is complete. Raises Unanswered, OSError, and at
    `end`, by time.monotonic(), a TimeoutError that has no number.
    """

    async def __call__(self, url: HttpUrl, end: float) -> Answer:
        raise NotImplementedError


async def get(url: str, timeout_ms: float, request: Request) -> int:
    """
    Fetches `url` to the end of its body, following up to five redirects, and gives the status.
    Takes `timeout_ms` at most, whatever the server does. Raises Unanswered, and OSError where it is
    this machine that cannot fetch, which says nothing of the server.
    """
    end = time.monotonic() + timeout_ms / 1_000
    target = _target_of(url, None, "URL")
    for _ in range(MOST_REDIRECTS + 1):
        try:
            status, location = await request(target, end)
        except OSError as error:
            raise _named(error, timeout_ms) from None
        if status not in REDIRECTS or location is None:
            return status
        target = _target_of(location, target, "LOCATION")
    raise Unanswered("REDIRECTS")


def time_left(end: float) -> float:
    """Seconds until `end`; raises TimeoutError when there are none."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def head_of(url: HttpUrl) -> bytes:
    """The request, as Node sends it."""
    user = b64encode(unquote_to_bytes(url.user)).decode()
    authorization = f"Authorization: Basic {user}\r\n" if user else ""
    head = f"GET {url.path}{url.query} HTTP/1.1\r\n{authorization}Host: {url.authority}\r\nConnection: close\r\n\r\n"
    return head.encode("ascii")


def _target_of(text: str, base: HttpUrl | None, otherwise: str) -> HttpUrl:
    try:
        return parse_url(text, base)
    except OtherSchemeError as error:
        raise Unanswered("SCHEME", scheme=error) from None
    except NoUrlError:
        raise Unanswered(otherwise) from None


def _named(error: OSError, timeout_ms: float) -> Exception:
    code = _code_of(error)
    if code in _reasons["local"]:
        return OSError(f"cannot fetch: {_reasons['local'][code]} ({code})")
    return Unanswered(code, ms=timeout_ms) if code in _reasons["answers"] else error


def _code_of(error: OSError) -> str:
    # Errors of TLS are known by their names: where there is one, ssl was loaded, and nowhere else it need be.
    names = {kind.__name__ for kind in type(error).__mro__}
    by_name = {
        "SSLCertVerificationError": "CERTIFICATE",
        "SSLEOFError": "ECONNRESET",
        "SSLZeroReturnError": "ECONNRESET",
        "SSLError": "TLS",
    }
    for name, code in by_name.items():
        if name in names:
            return code
    if isinstance(error, socket.gaierror):
        return "ENOMEM" if error.errno == socket.EAI_MEMORY else "HOST"
    if error.errno is not None:
        return errno.errorcode.get(error.errno, "")
    # A timeout of a socket is no TimeoutError before Python 3.10.
    return "TIME" if isinstance(error, (TimeoutError, socket.timeout)) else "ECONNRESET"
