from __future__ import annotations

import asyncio
import ssl
from urllib.parse import SplitResult

from .http_get import authorization_of, cut_short, target_of

_ports = {"http": 80, "https": 443}


async def request(url: SplitResult, seconds: float) -> tuple[int, str | None]:
    """One GET with asyncio's own streams, as `Request` in http_get.py asks for: HTTP/1.1 on a non-blocking socket."""
    try:
        return await asyncio.wait_for(_request(url), seconds)
    except asyncio.TimeoutError:
        # TimeoutError itself from Python 3.11 on.
        raise TimeoutError from None
    except asyncio.IncompleteReadError:
        raise cut_short() from None


async def _request(url: SplitResult) -> tuple[int, str | None]:
    context = ssl.create_default_context() if url.scheme == "https" else None
    reader, writer = await asyncio.open_connection(url.hostname, url.port or _ports[url.scheme], ssl=context)
    try:
        host = url.netloc.rpartition("@")[2].encode("idna").decode()
        head = f"GET {target_of(url)} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: identity\r\nConnection: close"
        if authorization := authorization_of(url):
            head += f"\r\nAuthorization: {authorization}"
        writer.write(f"{head}\r\n\r\n".encode("ascii"))
        await writer.drain()
        status, headers = await _read_head(reader)
        if status not in (204, 304):
            await _read_body(reader, headers)
        return status, headers.get("location")
    finally:
        writer.close()


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    while True:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        parts = lines[0].split(" ", 2)
        if len(parts) < 2 or not parts[1].isdigit():
            raise cut_short()
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        # An answer of 1xx only announces the real one.
        if int(parts[1]) >= 200:
            return int(parts[1]), headers


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> None:
    """To its end: as many bytes as announced, or until the server closes, as it was asked to."""
    if "content-length" in headers:
        await reader.readexactly(int(headers["content-length"]))
        return
    body = await reader.read()
    if headers.get("transfer-encoding", "").lower() == "chunked" and not body.endswith(b"\r\n\r\n"):
        raise cut_short()
