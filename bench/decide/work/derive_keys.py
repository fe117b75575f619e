"""Native code that lets the GIL go: some 80 ms a key."""

from __future__ import annotations

import hashlib

inputs = [f"password {number}" for number in range(24)]


def task(password: str) -> str:
    """A key from a password."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt", 440_000).hex()
