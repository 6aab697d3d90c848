"""
Scrapy held to the guard: its own requests, their redirects and the fetching of robots.txt.

Twisted connects to exactly the addresses that the resolver yields, so a name cannot point elsewhere between check and use.
"""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver, HostResolution
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet._resolver import GAIResolver
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from spiders.net.guard import Guard, RefusedError
from spiders.net.names import NameServers

SETTING = "AUDITOR_GUARD"


def guard_of(settings: Any) -> Guard:
    """The guard in Scrapy's settings; without one, nothing but the public internet may be asked."""
    guard = settings.get(SETTING)
    return guard if isinstance(guard, Guard) else Guard()


@implementer(IResolutionReceiver)
class _Checked:
    """Passes addresses on once all of a name's addresses are known to be allowed, and none of them otherwise."""

    def __init__(self, receiver: Any, resolver: GuardedResolver, host: str, port: int) -> None:
        self._receiver, self._resolver, self._host, self._port = receiver, resolver, host, port
        self._addresses: list[IAddress] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        reason = self._resolver.guard.refusal(self._host, self._port, [getattr(a, "host", "") for a in self._addresses])
        if reason:
            self._resolver.refused[self._host, self._port] = reason
        else:
            self._resolver.refused.pop((self._host, self._port), None)
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _Addresses:
    """What a name stands for, all at once."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self.all: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._found.append(getattr(address, "host", ""))

    def resolutionComplete(self) -> None:  # noqa: N802
        self.all.set_result(self._found)


@implementer(IHostnameResolver)
class GuardedResolver(CachingHostnameResolver):
    """
    Setting TWISTED_DNS_RESOLVER: resolves names, and yields no address of a host that may not be asked.

    Attributes:
        refused: Host and port, and why they were refused.
        servers: What is asked for names.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, guard: Guard) -> None:
        super().__init__(reactor, cache_size)
        self.guard, self.servers = guard, NameServers()
        made: Any = GAIResolver
        self.original_resolver = made(reactor, getaddrinfo=self.servers.getaddrinfo)
        self.refused: dict[tuple[str, int], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Build it from the process's settings: Scrapy makes one resolver a process."""
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), guard_of(crawler.settings))

    async def addresses(self, host: str, port: int) -> list[str]:
        """What a connection to the host would be made to; nothing where it may not be asked, or no name server tells."""
        told: Any = _Addresses()
        self.resolveHostName(told, host, port)
        found: list[str] = await told.all
        return found

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        checked: Any = _Checked(resolutionReceiver, self, hostName, portNumber)
        if address := self.guard.address(hostName, portNumber):
            begun: Any = HostResolution(hostName)
            checked.resolutionBegan(begun)
            checked.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, portNumber))
            checked.resolutionComplete()
            return begun  # type: ignore[no-any-return]
        return super().resolveHostName(checked, hostName, portNumber, addressTypes, transportSemantics)


def resolver_of() -> GuardedResolver:
    """
    The guarded resolver that is at work.

    Raises:
        RuntimeError: There is none (Scrapy installs it in `AsyncCrawlerProcess.start` alone).
    """
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    resolver = getattr(reactor, "nameResolver", None)
    if not isinstance(resolver, GuardedResolver):
        raise RuntimeError("the guarded resolver is not installed: crawl through AsyncCrawlerProcess with these settings")  # noqa: TRY004
    return resolver


class GuardMiddleware:
    """
    Refuses at once what needs no resolver to be refused, and says why the resolver refused the rest.

    It stands last before the downloader, so that it sees redirects and comes before the retrying of errors.
    """

    def __init__(self, crawler: Crawler, resolver: GuardedResolver) -> None:
        self._crawler, self._resolver = crawler, resolver

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it.

        Raises:
            RuntimeError: As `resolver_of`.
        """
        return cls(crawler, resolver_of())

    def process_request(self, request: Request) -> None:
        """Refuse other schemes than the web's, addresses that are not public, and any other proxy."""
        reason = self._resolver.guard.refusal_of_url(request.url)
        if request.meta.get("proxy"):
            reason = "a proxy would go past the guard"
        if reason:
            self._refuse(reason)

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        """Say why a host could not be resolved, where it was the guard."""
        parts = urlparse_cached(request)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if reason := self._resolver.refused.get((parts.hostname or "", port)):
            self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        self._crawler.stats.inc_value("guard/refused")
        raise RefusedError(reason)
