"""The keys of a place: what two looks at once would have in common, so that a server is not asked by two of them."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

from spiders.net.resolve import read_resolve
from spiders.urls import host_of, registrable, split

__all__ = ["is_address", "keys_at", "keys_of", "server_of"]

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
    host, port = server_of(url)
    given = {one.address for one in read_resolve(resolve) if one.host == host and port in one.ports((port,))}
    return keys_at(url, given or _addresses(host, port))


def keys_at(url: str, addresses: Iterable[str]) -> frozenset[str]:
    """The registrable domain, and these addresses of its host."""
    plain = (ipaddress.ip_address(address.partition("%")[0]) for address in addresses)
    return frozenset({_HOST + registrable(host_of(url)), *(f"{_ADDRESS}{address}" for address in plain)})


def is_address(key: str) -> bool:
    """Whether it is that of an address, which several sites may share, and not of a host."""
    return key.startswith(_ADDRESS)


def server_of(url: str) -> tuple[str, int]:
    """The host and the port that are asked for an address; the host is "" where it names none."""
    parts = split(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    return parts.hostname or "", port or _WEB.get(parts.scheme, 443)


def _addresses(host: str, port: int) -> set[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    return {str(each[4][0]) for each in found}
