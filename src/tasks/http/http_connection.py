from __future__ import annotations

import functools
import socket
import threading
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Union

if TYPE_CHECKING:
    import ssl

    from .http_url import HttpUrl

# Of several addresses each but the last is given up after so long, as in Node.
ATTEMPT_SECONDS = 0.25
# So much is read at a time.
PIECE_BYTES = 65_536


class Address(NamedTuple):
    """Where a host can be reached, as the functions of a socket take it."""

    family: int
    at: Any


Found = Union[list[Address], OSError]


def own_addresses(url: HttpUrl) -> list[Address]:
    """The address that the URL's host is, if it is one and no name."""
    try:
        return _resolve(url, socket.AI_NUMERICHOST)
    except socket.gaierror:
        return []


def look_up(url: HttpUrl, tell: Callable[[Found], object]) -> None:
    """
    Has another thread ask for the addresses of the URL's host and `tell` them, or why there are
    none. Nothing can end that question before its time, and neither a blocked thread nor the
    executor of an event loop, which is waited for at the end, could be without its answer.
    """

    def ask() -> None:
        try:
            tell(_resolve(url, 0))
        except OSError as error:
            tell(error)

    try:
        asking = threading.Thread(target=ask, daemon=True)
    except RuntimeError:
        # An interpreter that has no daemon threads.
        asking = threading.Thread(target=ask)
    asking.start()


def _resolve(url: HttpUrl, flags: int) -> list[Address]:
    # As bytes: of text the standard library would read a name of its own.
    found = socket.getaddrinfo(url.host.encode("ascii"), url.port, type=socket.SOCK_STREAM, flags=flags)
    addresses = [Address(family, at) for family, _, _, _, at in found]
    kinds = [[one for one in addresses if (one.family == addresses[0].family) is first] for first in (True, False)]
    return [one for pair in zip_longest(*kinds) for one in pair if one is not None]


@functools.cache
def tls_context() -> ssl.SSLContext:
    """How TLS is spoken: as Node does. Made once, since reading what is trusted takes longer than a fetch."""
    import ssl

    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags = ssl.VerifyFlags.VERIFY_X509_TRUSTED_FIRST
    context.set_alpn_protocols(["http/1.1"])
    return context
