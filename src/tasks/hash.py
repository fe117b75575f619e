from __future__ import annotations

from hashlib import pbkdf2_hmac
from typing import Any

from .task import TaskContext

SALT = b"lanes"
KEY_BYTES = 32
SHOWN_DIGITS = 16


def hash(input: dict[str, Any], context: TaskContext) -> str:
    """
    Derives a key from a password with PBKDF2 (HMAC-SHA-256), in native code that needs no GIL and
    gives it away meanwhile. Gives the key in hexadecimal digits.
    """
    key = pbkdf2_hmac("sha256", input["password"].encode(), SALT, input["iterations"], KEY_BYTES)
    digits = key.hex()
    context.print(f"Hashed: {digits[:SHOWN_DIGITS]}…")
    return digits
