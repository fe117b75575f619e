from __future__ import annotations

import errno
import socket
import time
from base64 import b64encode
from typing import Protocol
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

MOST_REDIRECTS = 5

# What a failed fetch says, worded once for all runtimes, so that results compare equal.
_reasons = {
    errno.ECONNRESET: "connection closed by the server",
    errno.EPIPE: "connection closed by the server",
    errno.ECONNREFUSED: "connection refused",
    errno.EHOSTUNREACH: "host unreachable",
    errno.ENETUNREACH: "network unreachable",
}

_schemes = ("http", "https")


class FetchError(Exception):
    """Why there is no status, in plain words."""


class Request(Protocol):
    """
    Sends one GET, reads the answer to the end of its body, and gives its status and its Location.
    Raises TimeoutError after `seconds`, ConnectionResetError when the answer is cut short.
    """

    async def __call__(self, url: SplitResult, seconds: float) -> tuple[int, str | None]:
        raise NotImplementedError


async def get(url: str, timeout_ms: float, request: Request) -> int:
    """
    Fetches `url` to the end of its body, following up to five redirects, and gives the status.
    Raises FetchError.
    """
    end = time.monotonic() + timeout_ms / 1_000
    for _ in range(MOST_REDIRECTS + 1):
        target = urlsplit(url)
        if target.scheme not in _schemes:
            raise FetchError(f"cannot fetch {target.scheme}: URLs, only http: and https:")
        try:
            status, location = await request(target, max(0.001, end - time.monotonic()))
        except TimeoutError:
            raise FetchError(f"timed out after {timeout_ms} ms") from None
        except socket.gaierror:
            raise FetchError("host not found") from None
        except OSError as error:
            raise FetchError(_reasons.get(error.errno or 0, str(error))) from None
        if not 300 <= status <= 399 or location is None:
            return status
        url = urljoin(url, location)
    raise FetchError(f"more than {MOST_REDIRECTS} redirects")


def cut_short() -> ConnectionResetError:
    """What to raise when the server ends the connection before its answer."""
    return ConnectionResetError(errno.ECONNRESET, "the connection ended before the answer")


def authorization_of(url: SplitResult) -> str | None:
    """What a request says of the user and the password in its URL; None where there are none."""
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not user and not password:
        return None
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")


def target_of(url: SplitResult) -> str:
    """The path and query of a request line, escaped where the URL is not."""
    path = quote(url.path or "/", safe="/%:=&~+!$,;'@()*[]")
    return f"{path}?{quote(url.query, safe='/%:=&?~+!$,;@()*[]')}" if url.query else path
