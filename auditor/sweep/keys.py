"""The keys of a site: what two looks at once would have in common, so that a server is not asked by two of them."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from spiders.net.resolve import read_resolve
from spiders.urls import host_of, registrable, split

__all__ = ["is_address", "keys_of"]

_HOST, _ADDRESS = "host ", "address "
_WEB = {"http": 80, "https": 443}


def keys_of(url: str, resolve: Iterable[str] = ()) -> frozenset[str]:
    """
    The registrable domain, and the addresses that the host has now; asks the name servers.

    Args:
        resolve: Addresses that the user gives to hosts (`--resolve`).

    Returns:
        "host shop.example", "address 203.0.113.7", …; of a name that has no address the host alone.
    """
    parts = split(url)
    host = parts.hostname or ""
    try:
        port = parts.port or _WEB.get(parts.scheme, 443)
    except ValueError:
        port = 443
    given = {one.address for one in read_resolve(resolve) if one.host == host and port in one.ports((port,))}
    return frozenset({_HOST + registrable(host_of(url))} | {_ADDRESS + each for each in given or _addresses(host, port)})


def is_address(key: str) -> bool:
    """Whether it is that of an address, which several sites may share, and not of a host."""
    return key.startswith(_ADDRESS)


def _addresses(host: str, port: int) -> set[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    return {str(ipaddress.ip_address(str(each[4][0]).partition("%")[0])) for each in found}
