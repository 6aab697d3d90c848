"""
robots.txt obeyed as RFC 9309 has it, whatever happens at once.

Scrapy's own middleware lets every request but the first through that waits for the same robots.txt, and takes a robots.txt that
fails for one that allows all.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from spiders.net.guard import RefusedError
from spiders.net.identity import PRODUCT_TOKEN
from spiders.said import say

DELAY_CAP = "AUDITOR_CRAWL_DELAY_CAP"
_FETCH_FIRST = 1000
_LARGEST = 500 * 2**10
"""Bytes that are read, as RFC 9309 (2.5) asks of everybody: a rule takes a third of a millisecond."""
_TRY_LATER = 429  # not among the "unavailable" 4xx: a server that is too busy to say has not said yes


class RobotsError(IgnoreRequest):
    """
    robots.txt forbids the address, or could not be had, which counts as forbidding all.

    Attributes:
        cause: What kept robots.txt from being had, None where it forbids.
    """

    state: Literal["robots"] = "robots"

    def __init__(self, message: str, cause: Exception | None = None) -> None:
        super().__init__(message)
        self.cause = cause


@dataclass(frozen=True)
class _Rules:
    """One origin's robots.txt: `parser` is None where all is allowed, `unreachable` says why nothing is."""

    parser: RobotParser | None = None
    unreachable: str = ""
    cause: Exception | None = None

    def delay(self) -> float:
        return (self.parser.crawl_delay(PRODUCT_TOKEN) if self.parser else None) or 0.0


class SafeRobotsMiddleware:
    """
    Setting DOWNLOADER_MIDDLEWARES, in the place of Scrapy's own: no request leaves before its origin's robots.txt allows it.

    Crawl-delay holds for the host, up to the setting AUDITOR_CRAWL_DELAY_CAP (seconds).
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._cap = crawler.settings.getfloat(DELAY_CAP, 10.0)
        self._rules: dict[str, asyncio.Task[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it for one crawl.

        Raises:
            NotConfigured: robots.txt is not to be obeyed.
        """
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """
        Let it pass, or not.

        Raises:
            RobotsError: It may not be asked for.
            RefusedError: The guard does not let even robots.txt be asked for.
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self.rules(request.url)
        if isinstance(rules.cause, RefusedError):
            raise RefusedError(*rules.cause.args)
        if rules.unreachable:
            self._forbid(rules.unreachable, rules.cause)
        if rules.parser is not None and not rules.parser.allowed(request.url, PRODUCT_TOKEN):
            self._forbid(say("robots.txt forbids it"))
        if delay := min(rules.delay(), self._cap):
            self._slow_down(request, delay)

    async def allowed(self, url: str) -> bool:
        """Whether robots.txt lets the address be asked for: for those a browser was led to."""
        rules = await self.rules(url)
        return not rules.unreachable and (rules.parser is None or rules.parser.allowed(url, PRODUCT_TOKEN))

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the address's origin names."""
        parser = (await self.rules(url)).parser
        return tuple(parser.rp.sitemaps) if isinstance(parser, ProtegoRobotParser) else ()

    async def rules(self, url: str) -> _Rules:
        """The rules of the address's origin, fetched once: all who ask meanwhile wait for the same answer."""
        parts = urlparse_cached(Request(url))
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(f"{origin}/robots.txt"))
        return await asyncio.shield(self._rules[origin])

    async def _fetch(self, url: str) -> _Rules:
        request = Request(url, priority=_FETCH_FIRST, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        self._crawler.stats.inc_value("robotstxt/request_count")
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            if type(error) is IgnoreRequest:
                return _Rules()  # too many redirects: as good as none (RFC 9309, 2.3.1.2)
            return _Rules(unreachable=say("robots.txt could not be fetched: {error}", error=type(error).__name__), cause=error)
        return self._read(response)

    def _read(self, response: Response) -> _Rules:
        status = response.status
        if status >= 500 or status == _TRY_LATER:
            return _Rules(unreachable=say("robots.txt answered with status {status}", status=status))
        if status >= 300:
            return _Rules()
        body = response.body if len(response.body) <= _LARGEST else response.body[:_LARGEST].rpartition(b"\n")[0]
        return _Rules(ProtegoRobotParser.from_crawler(self._crawler, body))

    def _forbid(self, why: str, cause: Exception | None = None) -> None:
        self._crawler.stats.inc_value("robotstxt/forbidden")
        raise RobotsError(why, cause)

    def _slow_down(self, request: Request, delay: float) -> None:
        """Hold the host's slot to the delay; AutoThrottle must not shorten it."""
        downloader = self._crawler.engine.downloader
        host = downloader.get_slot_key(request)
        downloader.per_slot_settings[host] = {**downloader.per_slot_settings.get(host, {}), "delay": delay}
        if slot := downloader.slots.get(host):
            slot.delay = max(slot.delay, delay)
        request.meta["autothrottle_dont_adjust_delay"] = True
