"""
Addresses that the user gives to hosts, in the place of what the name servers say: `HOST:ADDRESS`, `HOST:PORT:ADDRESS`.

So a staging server is audited under the production name: host header, TLS server name and check of the certificate go by the name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Named", "read_named", "read_resolve"]

_WEB = (80, 443)
_FORM = re.compile(r"(?P<host>[^:\[\]\s]+):(?:(?P<port>\d{1,5}):)?(?P<address>\[[^\[\]]*\]|[^:\[\]\s]+)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_HOW = "give HOST:ADDRESS or HOST:PORT:ADDRESS, such as www.example.com:203.0.113.7 or www.example.com:[2001:db8::7]"


@dataclass(frozen=True, slots=True)
class Named:
    """A host and the one address it has for this audit, on one port or, where that is None, on the web's and the start's."""

    host: str
    port: int | None
    address: str

    def __str__(self) -> str:
        literal = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.host}:{literal}" if self.port is None else f"{self.host}:{self.port}:{literal}"

    def ports(self, begun: Iterable[int] = ()) -> frozenset[int]:
        """The ports it is for; `begun` are those of the host that an audit starts on."""
        return frozenset({*_WEB, *begun} if self.port is None else {self.port})


def read_named(text: str) -> Named:
    """
    One of the form HOST:ADDRESS or HOST:PORT:ADDRESS; an IPv6 address stands in brackets.

    Raises:
        ValueError: It is of another form, the host is no name, or the address is none that a server can have.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        more = "; an IPv6 address stands in brackets" if text.count(":") > 2 and "[" not in text else ""
        raise ValueError(f"{text!r}: {_HOW}{more}")
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 2**16:
        raise ValueError(f"{text!r}: {port} is no port")
    return Named(_host(found["host"], text), port, _address(found["address"], text))


def read_resolve(texts: Iterable[str]) -> tuple[Named, ...]:
    """
    All that is given, in its order, each once.

    Raises:
        ValueError: One cannot be read, or a host is given two addresses for a port.
    """
    told: dict[tuple[str, int | None], Named] = {}
    for text in texts:
        one = read_named(text)
        if told.setdefault((one.host, one.port), one) != one:
            raise ValueError(f"{text!r}: {one.host} is given another address before; give one")
    return tuple(told.values())


def _host(text: str, whole: str) -> str:
    try:
        host = text.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not all(map(_LABEL.fullmatch, host.split("."))) or host.rpartition(".")[2].isdigit():
        raise ValueError(f"{whole!r}: {text!r} is no name of a host; {_HOW}")
    return host


def _address(text: str, whole: str) -> str:
    """The address as it is written canonically."""
    bare = text.strip("[]")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        raise ValueError(f"{whole!r}: {bare!r} is no IP address; {_HOW}") from None
    if address.is_multicast or address.is_unspecified or "%" in bare or (":" in bare) != text.startswith("["):
        raise ValueError(f"{whole!r}: {bare!r} is no address of a server; {_HOW}")
    return str(address)
