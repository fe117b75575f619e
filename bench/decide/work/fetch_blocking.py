"""A client that blocks its thread, as requests and psycopg do."""

from __future__ import annotations

import os
import socket

inputs = list(range(60))


def task(part: int) -> int:
    """Asks a server for a part and gives how many bytes came. The server takes 80 ms to answer."""
    with socket.create_connection(("127.0.0.1", int(os.environ["PARTS_PORT"]))) as server:
        server.sendall(f"{part}\n".encode())
        size = 0
        while chunk := server.recv(65_536):
            size += len(chunk)
    return size
