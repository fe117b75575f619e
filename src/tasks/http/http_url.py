from __future__ import annotations

import re
import socket
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

_ports = {"http": 80, "https": 443}

_blanks = "".join(map(chr, range(0x21)))

# What stays as it is in a part of a URL; the letters, digits and `_.-~` always do.
_safe_in_user = "!$%&'()*+,"
_safe_in_path = "!$%&'()*+,/:;=@[\\]|"
_safe_in_query = "!$%&()*+,/:;=?@[\\]^`{|}"

_scheme = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_authority = re.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::([0-9]*))?", re.DOTALL)
_stop = re.compile("[.\u3002\uff0e\uff61]")
_dot = re.compile(r"\.|%2e", re.IGNORECASE)
_forbidden_in_host = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_number = re.compile(r"0x(?P<hexadecimal>[0-9a-f]*)|0(?P<octal>[0-7]+)|(?P<decimal>0|[1-9][0-9]*)")


class NoUrlError(ValueError):
    """It is none, by the standard."""


class OtherSchemeError(ValueError):
    """It begins with another scheme than those of HTTP; its message is that scheme."""


class HttpUrl(NamedTuple):
    """A URL of the schemes http and https, as far as a request needs it."""

    scheme: str
    user: str
    """A name, a colon and a password, escaped; empty where there is neither of the two."""
    host: str
    """In ASCII; an IPv6 address has no brackets."""
    port: int
    path: str
    query: str
    """With its question mark, or empty."""

    @property
    def authority(self) -> str:
        """The host as a request names it: with brackets where it has colons, and its port where that is another."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _ports[self.scheme] else f"{host}:{self.port}"


def parse_url(text: str, base: HttpUrl | None = None) -> HttpUrl:
    """
    Reads a URL, which may leave out what stands in `base`, as the URL Standard says
    (https://url.spec.whatwg.org) and Node reads it; urllib.parse reads much in another way:
    backslashes, missing slashes, escaped dots, addresses in hexadecimal, ports that cannot be.
    Raises NoUrlError, OtherSchemeError.
    """
    text = re.sub(r"[\t\n\r]", "", text.strip(_blanks))
    found = _scheme.match(text)
    scheme = found[1].lower() if found else None
    if scheme is not None and scheme not in _ports:
        raise OtherSchemeError(scheme)
    rest, _, _ = text[found.end() if found else 0 :].partition("#")
    before, mark, query = rest.partition("?")
    before = before.replace("\\", "/")
    query = f"?{quote(query, safe=_safe_in_query)}" if query else ""
    if base is not None:
        scheme = scheme or base.scheme
        if scheme == base.scheme and not before.startswith("//"):
            return _relative(base, before, query, has_query=bool(mark))
    if scheme is None:
        raise NoUrlError("no scheme")
    return _absolute(scheme, before, query)


def _relative(base: HttpUrl, before: str, query: str, *, has_query: bool) -> HttpUrl:
    if not before:
        return base._replace(query=query) if has_query else base
    if before.startswith("/"):
        return base._replace(path=_walked("", before), query=query)
    folder, _, _ = base.path.rpartition("/")
    return base._replace(path=_walked(folder, f"/{before}"), query=query)


def _absolute(scheme: str, before: str, query: str) -> HttpUrl:
    authority, slash, path = before.lstrip("/").partition("/")
    found = _authority.fullmatch(authority)
    if found is None:
        raise NoUrlError("no host and port")
    name, _, password = (quote(part, safe=_safe_in_user) for part in (found[1] or "").partition(":"))
    user = f"{name}:{password}" if name or password else ""
    port = _port(found[3]) if found[3] else _ports[scheme]
    return HttpUrl(scheme, user, _host(found[2]), port, _walked("", slash + path), query)


def _port(digits: str) -> int:
    significant = digits.lstrip("0") or "0"
    if len(significant) > 5 or int(significant) > 0xFFFF:
        raise NoUrlError("no port")
    return int(significant)


def _walked(start: str, steps: str) -> str:
    """The path that `steps`, each behind a slash, lead to from `start`."""
    path = start.split("/")[1:]
    names = steps.split("/")[1:]
    for index, name in enumerate(names):
        plain = _dot.sub(".", name)
        is_last = index == len(names) - 1
        if plain == "..":
            del path[-1:]
        elif plain != ".":
            path.append(quote(name, safe=_safe_in_path))
        if is_last and plain in (".", ".."):
            path.append("")
    return "/" + "/".join(path)


def _host(text: str) -> str:
    if text.startswith("["):
        try:
            return socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, text[1:-1]))
        except (OSError, ValueError):
            raise NoUrlError("no address") from None
    try:
        labels = [_ascii(label) for label in _stop.split(unquote_to_bytes(text).decode("utf-8"))]
    except UnicodeError:
        raise NoUrlError("no host") from None
    host = ".".join(labels)
    if not host or _forbidden_in_host.search(host):
        raise NoUrlError("no host")
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    is_address = labels[-1].isdecimal() or _number.fullmatch(labels[-1])
    return _ipv4(labels) if is_address else host


def _ascii(label: str) -> str:
    # Other letters by the rules of 2003, which the standard library has; a URL that is given is in ASCII already.
    return (label if label.isascii() else label.encode("idna").decode("ascii")).lower()


def _ipv4(labels: list[str]) -> str:
    *first, last = map(_number_of, labels)
    room = 256 ** (4 - len(first))
    if len(labels) > 4 or last >= room or any(one > 255 for one in first):
        raise NoUrlError("no address")
    return socket.inet_ntoa(bytes(first) + last.to_bytes(4 - len(first), "big"))


def _number_of(text: str) -> int:
    found = _number.fullmatch(text)
    if found is None or len(text) > 99:
        raise NoUrlError("no number")
    bases = {"hexadecimal": 16, "octal": 8, "decimal": 10}
    kind = found.lastgroup or "decimal"
    return int(found[kind] or "0", bases[kind])
