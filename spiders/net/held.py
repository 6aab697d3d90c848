"""
The places that are held for a look: one that is led to another before it has a home page ends there.

The other place is asked for nothing, not even for its robots.txt: somebody else may be looking at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, NotConfigured
from scrapy.http import Response

from spiders.net.guardscrapy import GuardedResolver, resolver_of
from spiders.net.keys import keys_at, server_of
from spiders.urls import host_of

__all__ = ["SETTING", "Held", "HeldMiddleware", "UnheldError"]

SETTING = "AUDITOR_HELD"


class UnheldError(IgnoreRequest):
    """This is at a place that is not held for the look; nothing retries it."""

    state: Literal["broken"] = "broken"


@dataclass(frozen=True)
class Held:
    """
    What is held for a look.

    Attributes:
        start: Where it starts; its host is held, whatever addresses it has meanwhile.
        keys: As `spiders.net.keys` makes them.
    """

    start: str
    keys: frozenset[str]


class HeldMiddleware:
    """
    Setting DOWNLOADER_MIDDLEWARES, before what fetches robots.txt: nothing is asked of a place that AUDITOR_HELD (`Held`) has not.

    That ends when the spider's attribute `home` says what its home page is. Names are resolved as they are for connections, so that
    the server that is let pass is the one that is asked.

    Attributes:
        led_to: The keys of the place that is not held and was led to; else none.
    """

    def __init__(self, crawler: Crawler, resolver: GuardedResolver, held: Held) -> None:
        self._crawler, self._resolver, self._held = crawler, resolver, held
        self.led_to = frozenset[str]()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it.

        Raises:
            NotConfigured: Nothing is said to be held: the look goes wherever it is led.
        """
        held = crawler.settings.get(SETTING)
        if not isinstance(held, Held):
            raise NotConfigured
        return cls(crawler, resolver_of(), held)

    async def process_request(self, request: Request) -> None:
        """
        Let it pass, or not.

        Raises:
            UnheldError: Its place is not held.
            CannotResolveHostError: It has none; what is made of that is for those who are told of it by connections.
        """
        await self._pass(request.url)

    async def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """
        Let what the browser shows pass, or not: where a script leads is known once it is there.

        Raises:
            UnheldError, CannotResolveHostError: As of a request.
        """
        await self._pass(response.url)
        return response

    async def _pass(self, url: str) -> None:
        host, port = server_of(url)
        if getattr(self._crawler.spider, "home", "") or not host or host_of(url) == host_of(self._held.start):
            return
        addresses = await self._resolver.addresses(host, port)
        if not addresses:
            raise CannotResolveHostError(host)
        keys = keys_at(url, addresses)
        if not keys <= self._held.keys:
            self.led_to = keys
            raise UnheldError(f"{host} is not held for this look")
