"""
Name servers that do not answer, told from names that do not exist: the former are asked again after a while, the latter are not.

One crawl waits so once: a minute at most, whatever hosts it is for.
"""

from __future__ import annotations

import asyncio
import socket
from time import monotonic
from typing import Any, Literal, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, NotConfigured
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.httpobj import urlparse_cached

from spiders.said import say

__all__ = ["LOOK_SECONDS", "PAUSES", "KnownHosts", "NameServers", "NameServersMiddleware", "NoAnswerError"]

PAUSES = "AUDITOR_NAME_PAUSES"
LOOK_SECONDS = "AUDITOR_LOOK_SECONDS"
_UNANSWERED = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_SYSTEM})
"""getaddrinfo(3): no answer, a server's failure, no way to a server; all others say that there is no such name or address."""
_NOWHERE = ".invalid"
_REMEMBERED = 1000


class NoAnswerError(IgnoreRequest):
    """The name servers did not answer, however often they were asked; nothing else retries it."""

    state: Literal["broken"] = "broken"


class NameServers:
    """
    `getaddrinfo` of the system, asked in a thread.

    Attributes:
        silent: The hosts for which no answer came when they were asked for last.
    """

    def __init__(self) -> None:
        self.silent: set[str] = set()

    def getaddrinfo(self, host: str, *arguments: Any) -> Any:
        """
        As `socket.getaddrinfo`.

        Raises:
            socket.gaierror: There is no such host, or no answer; `silent` tells which.
        """
        self.silent.discard(host)
        if host.endswith(_NOWHERE):
            raise socket.gaierror(socket.EAI_NONAME, "a name that is never given (RFC 6761, 6.4)")
        try:
            return socket.getaddrinfo(host, *arguments)
        except ValueError:  # Twisted would never tell of it
            raise socket.gaierror(socket.EAI_NONAME, "what no host can be called") from None
        except socket.gaierror as error:
            if error.errno in _UNANSWERED:
                self.silent.add(host)
            raise


class NameServersMiddleware:
    """
    Asks again for what no name server answered for, after the pauses of the setting AUDITOR_NAME_PAUSES (seconds).

    Each pause is made once in a crawl, and none that would end after AUDITOR_LOOK_SECONDS.
    """

    def __init__(self, crawler: Crawler, servers: NameServers) -> None:
        self._crawler, self._servers = crawler, servers
        self._pauses = [float(each) for each in crawler.settings.getlist(PAUSES)]
        self._end = monotonic() + crawler.settings.getfloat(LOOK_SECONDS, float("inf"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """
        Build it.

        Raises:
            NotConfigured: The guarded resolver (`spiders.net.guardscrapy`) is not at work.
        """
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        servers = getattr(getattr(reactor, "nameResolver", None), "servers", None)
        if not isinstance(servers, NameServers):
            raise NotConfigured
        return cls(crawler, servers)

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """
        Wait and ask again.

        Raises:
            NoAnswerError: There is no pause left, or no time for it.
        """
        if not isinstance(exception, CannotResolveHostError) or urlparse_cached(request).hostname not in self._servers.silent:
            return None
        if not self._pauses or monotonic() + self._pauses[0] > self._end:
            raise NoAnswerError(say("the name servers did not answer"))
        self._crawler.stats.inc_value("names/waited")
        await asyncio.sleep(self._pauses.pop(0))
        return request.replace(dont_filter=True)


class KnownHosts:
    """The addresses of hosts; where no name server answers, those that were told before. The browser waits for nobody."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._told: LocalCache[tuple[str, int], list[str]] = LocalCache(_REMEMBERED)

    async def addresses(self, host: str, port: int) -> list[str]:
        """
        What the name stands for.

        Raises:
            OSError: There is no such host, or no answer and none before.
        """
        try:
            async with asyncio.timeout(self._seconds):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (TimeoutError, socket.gaierror) as error:
            if (host, port) not in self._told or (isinstance(error, socket.gaierror) and error.errno not in _UNANSWERED):
                raise
        else:
            self._told[host, port] = [str(entry[4][0]) for entry in found]
        return self._told[host, port]
