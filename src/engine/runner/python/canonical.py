from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, cast

_text = json.JSONEncoder(ensure_ascii=False).encode
_surrogate = re.compile("[\ud800-\udfff]")
_index = re.compile("0|[1-9][0-9]{0,9}")
# The largest array index of ECMAScript.
_MOST_INDEX = 2**32 - 2
# From this power of ten on, and below the other, ECMAScript writes a number with an exponent.
_MOST_DIGITS = 21
_LEAST_EXPONENT = -6


def canonical_json(value: Any) -> str:
    """
    A value as JSON that is the same text for equal values, whatever the runtime that writes it: numbers
    and texts as ECMAScript writes them (a number that is none as null), members in the order that it
    gives to sorted names, those that are array indices first. canonical.ts does the same. Raises
    TypeError for what has no JSON.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _canonical_text(value)
    if isinstance(value, (int, float)):
        return _canonical_number(value)
    if isinstance(value, Mapping):
        members = cast("Mapping[Any, Any]", value)
        named = {_name(name): member for name, member in members.items()}
        told = (f"{_canonical_text(name)}:{canonical_json(named[name])}" for name in _ordered(named))
        return "{" + ",".join(told) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical_json(item) for item in cast("list[Any]", value)) + "]"
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes: what ECMAScript calls its length."""
    return len(_utf16(text)) // 2


def utf16_start(text: str, units: int) -> str:
    """The start of a text, of so many UTF-16 code units at most, that ends between two characters."""
    start = _utf16(text)[: 2 * units].decode("utf-16-le", "surrogatepass")
    is_cut = "\ud800" <= start[-1:] <= "\udbff" and start != text
    return start[:-1] if is_cut else start


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _canonical_text(text: str) -> str:
    # Two halves of a pair that stand side by side are one character elsewhere; one alone is written as an escape.
    whole = _text(text)
    if _surrogate.search(whole) is None:
        return whole
    joined = _utf16(whole).decode("utf-16-le", "surrogatepass")
    return _surrogate.sub(lambda half: f"\\u{ord(half.group()):04x}", joined)


def _canonical_number(value: float) -> str:
    if isinstance(value, int):
        # What a float cannot hold exactly is equal to no number of another runtime.
        if not _is_exact(value):
            return int.__repr__(value)
    elif not math.isfinite(value):
        return "null"
    number = float(value)
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    # The decimal point stands behind so many of the digits.
    point = int(exponent or 0) + len(whole) - (len(whole + fraction) - len(digits))
    return sign + _written(digits.rstrip("0"), point)


def _is_exact(value: int) -> bool:
    try:
        return int(float(value)) == value
    except OverflowError:
        return False


def _written(digits: str, point: int) -> str:
    """Number::toString of ECMA-262."""
    if len(digits) <= point <= _MOST_DIGITS:
        return digits + "0" * (point - len(digits))
    if 0 < point <= _MOST_DIGITS:
        return f"{digits[:point]}.{digits[point:]}"
    if _LEAST_EXPONENT < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"


def _name(name: Any) -> str:
    if isinstance(name, str):
        return _utf16(name).decode("utf-16-le", "surrogatepass")
    if name is None or isinstance(name, (bool, int, float)):
        return canonical_json(name)
    raise TypeError(f"keys must be str, int, float, bool or None, not {type(name).__name__}")


def _ordered(names: Mapping[str, Any]) -> list[str]:
    indices = [name for name in names if _index.fullmatch(name) and int(name) <= _MOST_INDEX]
    others = names.keys() - set(indices)
    return sorted(indices, key=int) + sorted(others, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
