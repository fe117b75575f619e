from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.JSONEncoder(ensure_ascii=False).encode
_surrogate = re.compile("[\ud800-\udfff]")
_index = re.compile("0|[1-9][0-9]{0,9}")
# The largest array index of ECMAScript.
_MOST_INDEX = 2**32 - 2
# From this power of ten on, and below the other, ECMAScript writes a number with an exponent.
_MOST_DIGITS = 21
_LEAST_EXPONENT = -6
# Python refuses to write larger integers in decimal digits.
MOST_BITS = 10_000
# The largest whole number up to which a float holds each.
MOST_EXACT = 2**53
# So many items of a list are written at once.
CHUNK_ITEMS = 1_000
# What is nested more deeply is compared in another way.
MOST_DEPTH = 100


def is_json(value: Any) -> bool:
    """Whether a value is one that JSON can hold, and all of it: lists, dicts by texts, and no -0, NaN or cycle."""
    return _is_json(value, set())


def _is_json(value: Any, path: set[int]) -> bool:
    kind = type(cast("object", value))
    if kind is int:
        return value.bit_length() <= MOST_BITS
    if value is None or kind in {bool, str}:
        return True
    if kind is float:
        return math.isfinite(value) and not (value == 0 and math.copysign(1, value) < 0)
    if kind not in {list, dict} or id(value) in path or len(path) >= MOST_DEPTH:
        return False
    path.add(id(value))
    if kind is dict:
        is_held = all(type(name) is str and _is_json(member, path) for name, member in value.items())
    else:
        is_held = all(_is_json(item, path) for item in value)
    path.discard(id(value))
    return is_held


def write_canonical(value: Any, write: Callable[[str], object]) -> None:
    """
    Writes a value as JSON that is the same text for equal values, whatever the runtime that writes
    it: numbers and texts as ECMAScript writes them, members in the order that it gives to sorted
    names, those that are array indices first. canonical.ts does the same. Of a value that `is_json`.
    """
    if value is None or isinstance(value, bool):
        write({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, str):
        write(_canonical_text(value))
    elif isinstance(value, (int, float)):
        write(_canonical_number(value))
    elif isinstance(value, dict):
        _write_members({_name(name): member for name, member in cast("dict[str, Any]", value).items()}, write)
    else:
        _write_items(value, write)


def _write_items(items: list[Any], write: Callable[[str], object]) -> None:
    write("[")
    for start in range(0, len(items), CHUNK_ITEMS):
        chunk = items[start : start + CHUNK_ITEMS]
        if start > 0:
            write(",")
        if _are_plain(chunk):
            write(_encode(chunk)[1:-1])
            continue
        before = ""
        for item in chunk:
            write(before)
            write_canonical(item, write)
            before = ","
    write("]")


def _are_plain(items: list[Any]) -> bool:
    """Whether Python's own JSON of them, which it writes much faster, is what every runtime writes."""
    kinds = set(map(type, items))
    if kinds == {int}:
        return min(items) >= -MOST_EXACT and max(items) <= MOST_EXACT
    return kinds == {str} and "".join(items).isascii()


def _write_members(named: dict[str, Any], write: Callable[[str], object]) -> None:
    before = "{"
    for name in _ordered(named):
        write(f"{before}{_canonical_text(name)}:")
        write_canonical(named[name], write)
        before = ","
    write("}" if before == "," else "{}")


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
    # What a float cannot hold exactly is equal to no number of another runtime.
    if isinstance(value, int) and not _is_exact(value):
        return int.__repr__(value)
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


def _name(name: str) -> str:
    return _utf16(name).decode("utf-16-le", "surrogatepass")


def _ordered(names: Mapping[str, Any]) -> list[str]:
    indices = [name for name in names if _index.fullmatch(name) and int(name) <= _MOST_INDEX]
    others = names.keys() - set(indices)
    return sorted(indices, key=int) + sorted(others, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
