from __future__ import annotations

import http.client
import socket
import time
from urllib.parse import SplitResult

from .http_get import authorization_of, cut_short, target_of

_piece_bytes = 65_536


async def request(url: SplitResult, seconds: float) -> tuple[int, str | None]:
    """One GET with http.client, as `Request` in http_get.py asks for. Never suspends: it blocks its thread."""
    end = time.monotonic() + seconds
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=seconds)
    try:
        headers = {"Connection": "close"}
        if authorization := authorization_of(url):
            headers["Authorization"] = authorization
        connection.request("GET", target_of(url), headers=headers)
        response = connection.getresponse()
        announced = response.getheader("Content-Length")
        received = 0
        while piece := response.read(_piece_bytes):
            received += len(piece)
            if time.monotonic() > end:
                raise TimeoutError
        # Read in pieces, a body that is too short raises nothing by itself.
        if announced is not None and response.status not in (204, 304) and received < int(announced):
            raise cut_short()
        return response.status, response.getheader("Location")
    except socket.timeout:
        # TimeoutError itself from Python 3.10 on.
        raise TimeoutError from None
    except http.client.HTTPException:
        raise cut_short() from None
    finally:
        connection.close()
