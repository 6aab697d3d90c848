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
from typing import Literal
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from spiders.net.inside import closed, private_host, public_address
from spiders.net.resolve import Named
from spiders.said import say

__all__ = ["Guard", "RefusedError"]

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_FIRST_FREE_PORT = 1024


class RefusedError(IgnoreRequest):
    """The guard does not let this be asked for; the message says why. Scrapy takes it as final, nothing is retried."""

    state: Literal["broken"] = "broken"


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

        A start is an exception where its host is private (`private_host`), it has no public address, and none that is a cloud's own
        service. Whoever owns a public name says where it points, inside too; for it to be audited there, its address is given
        (`resolve`), so that the exception is for one server alone.
        """
        starts = {start for url in urls if (start := _host_and_port(url)) is not None}
        given = _given(starts, tuple(resolve))
        known = {host for host, _ in given}
        found = {start for start in starts if start[0] not in known and private_host(start[0]) and _may_be_named(*start)}
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
        reasons = (why for ip in addresses if (why := closed(ip)[0]))
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


def _may_be_named(host: str, port: int) -> bool:
    """Whether to name the host opens all its addresses; one that cannot be resolved may have a public one, and is not opened."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(why and opened for why, opened in (closed(str(entry[4][0])) for entry in found))
