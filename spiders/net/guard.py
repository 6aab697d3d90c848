"""
What may be asked for: public addresses, and nothing inside this machine or its networks but what the user named.

The rule stands here alone. `spiders.net.guardscrapy` holds Scrapy to it, `spiders.net.guardproxy` holds the browser to it.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from spiders.net.resolve import Named
from spiders.said import say
from spiders.strictyaml import load_data
from spiders.urls import split_host

__all__ = ["Guard", "RefusedError", "public_address"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_FIRST_FREE_PORT = 1024


class RefusedError(IgnoreRequest):
    """The guard does not let this be asked for; the message says why. Scrapy takes it as final, nothing is retried."""

    state: Literal["broken"] = "broken"


def public_address(ip: str) -> bool:
    """Whether the address is one of the public internet; whatever is no address, or hides another one, is not."""
    return _why_not_public(ip) is None


@dataclass(frozen=True)
class Guard:
    """
    May a host be asked on a port?

    Public addresses may, on the web's ports and on those above 1023. Anything else only where it was named.

    Attributes:
        allowed: Hosts (lower case) and ports that are not public and were named by the user as what is to be audited.
        given: Hosts and ports with the one address that the user gave them, for which no name server is asked. On other ports such
            a host may not be asked at all: that would be another server.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()
    given: frozenset[tuple[str, int, str]] = frozenset()

    @classmethod
    def for_site(cls, *urls: str, resolve: Iterable[Named] = ()) -> Guard:
        """
        The guard of an audit that starts at these addresses; asks the resolver once.

        A start is an exception where its host is an address or a name that the public internet cannot know, and it has no public
        address. Whoever owns a public name says where it points, inside too; for it to be audited there, its address is given
        (`resolve`), so that the exception is for one server alone.
        """
        starts = {start for url in urls if (start := _host_and_port(url)) is not None}
        given = _given(starts, tuple(resolve))
        known = {host for host, _ in given}
        found = {start for start in starts if start[0] not in known and not _public_name(start[0]) and not _any_public(*start)}
        inside = {place for place, address in given.items() if not public_address(address)}
        return cls(frozenset(found | inside), frozenset((*place, address) for place, address in given.items()))

    def address(self, host: str, port: int) -> str | None:
        """The address that the user gave to the host on this port, None where the name servers tell it."""
        place = (_plain(host), port)
        return next((address for *known, address in self.given if tuple(known) == place), None)

    def refusal(self, host: str, port: int, addresses: Iterable[str]) -> str | None:
        """
        Why the host may not be asked, None where it may.

        Args:
            addresses: All that its name stands for; one bad address spoils the name.
        """
        if self.named(host, port):
            return None
        if self.address(host, port) is None and any(_plain(host) == known for known, *_ in self.given):
            return say("{host} was given an address, but not for port {port}", host=host, port=port)
        if port not in {80, 443} and port < _FIRST_FREE_PORT:
            return say("port {port} is not a port of the web", port=port)
        reasons = (why for ip in addresses if (why := _why_not_public(ip)))
        return next((say("{host} is not public: {why}", host=host, why=why) for why in reasons), None)

    def refusal_of_url(self, url: str) -> str | None:
        """What can be said before any name is resolved: why the URL may not be asked for, or None."""
        scheme = url.partition(":")[0].lower()
        if scheme not in {"http", "https"}:
            return say("the scheme {scheme!r} is not the web's", scheme=scheme[:20])
        start = _host_and_port(url)
        if start is None:
            return say("its host or port cannot be read")
        host, port = start
        literal = []
        with suppress(ValueError):
            literal = [str(ipaddress.ip_address(host))]
        return self.refusal(host, port, literal)

    def named(self, host: str, port: int) -> bool:
        """Whether the user named exactly this host and port."""
        return (_plain(host), port) in self.allowed


def _given(starts: Iterable[tuple[str, int]], resolve: Sequence[Named]) -> dict[tuple[str, int], str]:
    """The addresses that were given, by host and port; what is given for one port goes before what is given for all."""
    given: dict[tuple[str, int], str] = {}
    for one in sorted(resolve, key=lambda one: one.port is not None):
        begun = {port for host, port in starts if host == one.host}
        given |= {(one.host, port): one.address for port in one.ports(begun)}
    return given


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def _host_and_port(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (_plain(parts.hostname), port) if parts.hostname and port else None


def _public_name(host: str) -> bool:
    """Whether the host is a name in a domain that somebody may have registered; also where it is a mere number, as 127.1."""
    split = split_host(host)
    return bool(split.domain and split.suffix)


def _any_public(host: str, port: int) -> bool:
    """Whether any of its addresses is public; a name that cannot be resolved is as good as public: it gets no exception."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return True
    return any(public_address(str(entry[4][0])) for entry in found)


@cache
def _closed_networks() -> tuple[tuple[Network, str], ...]:
    listed = load_data("networks")["networks"]
    return tuple((ipaddress.ip_network(entry["network"]), entry["why"]) for entry in listed)


def _why_not_public(ip: str) -> str | None:
    try:
        address = _unwrapped(ipaddress.ip_address(ip.partition("%")[0]))
    except ValueError:
        return say("it is no address")
    for network, why in _closed_networks():
        if address.version == network.version and address in network:
            return say(why)
    if not address.is_global or (isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST):
        return say("not a global address")
    return None


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
