from __future__ import annotations

import queue
import socket
from typing import TYPE_CHECKING

from .http_answer import Answer, AnswerReader
from .http_connection import ATTEMPT_SECONDS, PIECE_BYTES, Address, Found, look_up, own_addresses, tls_context
from .http_get import head_of, time_left

if TYPE_CHECKING:
    from .http_url import HttpUrl


async def request(url: HttpUrl, end: float) -> Answer:
    """One GET, as `Request` in http_get.py asks for. Never suspends: it blocks its thread."""
    with _connected(url, end) as connection:
        connection.settimeout(time_left(end))
        connection.sendall(head_of(url))
        reader, answer = AnswerReader(), None
        while answer is None:
            # What is left of the whole: a server that sends byte by byte must not begin it anew.
            connection.settimeout(time_left(end))
            answer = reader.feed(connection.recv(PIECE_BYTES))
    return answer


def _connected(url: HttpUrl, end: float) -> socket.socket:
    *others, last = own_addresses(url) or _addresses_of_name(url, end)
    for address in others:
        try:
            connection = _connect(address, min(ATTEMPT_SECONDS, time_left(end)))
            break
        except OSError:
            pass
    else:
        connection = _connect(last, time_left(end))
    if url.scheme == "http":
        return connection
    connection.settimeout(time_left(end))
    return tls_context().wrap_socket(connection, server_hostname=url.host)


def _addresses_of_name(url: HttpUrl, end: float) -> list[Address]:
    answer: queue.SimpleQueue[Found] = queue.SimpleQueue()
    look_up(url, answer.put)
    try:
        found = answer.get(timeout=time_left(end))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def _connect(address: Address, seconds: float) -> socket.socket:
    connection = socket.socket(address.family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect(address.at)
    except BaseException:
        connection.close()
        raise
    return connection
