from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from .http_answer import Answer, AnswerReader
from .http_connection import ATTEMPT_SECONDS, PIECE_BYTES, Address, Found, look_up, own_addresses, tls_context
from .http_get import head_of, time_left

if TYPE_CHECKING:
    import asyncio

    from .http_url import HttpUrl

# asyncio itself is imported where an event loop runs, so that the models without one do not pay for it.


async def request(url: HttpUrl, end: float) -> Answer:
    """One GET, as `Request` in http_get.py asks for, with asyncio's streams."""
    import asyncio

    try:
        return await asyncio.wait_for(_request(url), time_left(end))
    except asyncio.TimeoutError:
        # TimeoutError itself only from Python 3.11 on, and then the system's can be meant, which leaves time.
        time_left(end)
        raise


async def _request(url: HttpUrl) -> Answer:
    stream, writer = await _connected(url)
    try:
        writer.write(head_of(url))
        reader, answer = AnswerReader(), None
        while answer is None:
            answer = reader.feed(await stream.read(PIECE_BYTES))
        return answer
    finally:
        writer.transport.abort()


async def _connected(url: HttpUrl) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    import asyncio

    *others, last = own_addresses(url) or await _addresses_of_name(url)
    for address in others:
        try:
            connection = await asyncio.wait_for(_connect(address), ATTEMPT_SECONDS)
            break
        except (OSError, asyncio.TimeoutError):
            pass
    else:
        connection = await _connect(last)
    if url.scheme == "http":
        return await asyncio.open_connection(sock=connection)
    return await asyncio.open_connection(sock=connection, ssl=tls_context(), server_hostname=url.host)


async def _addresses_of_name(url: HttpUrl) -> list[Address]:
    import asyncio

    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Address]] = loop.create_future()

    def settle(found: Found) -> None:
        if answer.done():
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def tell(found: Found) -> None:
        # The loop may have ended meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, found)

    look_up(url, tell)
    return await answer


async def _connect(address: Address) -> socket.socket:
    import asyncio

    connection = socket.socket(address.family, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, address.at)
    except BaseException:
        connection.close()
        raise
    return connection
