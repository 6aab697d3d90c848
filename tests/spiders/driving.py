"""The spider driven by hand: it asks, a table answers; no network, no browser, no clock but the one it is given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from spiders.browser.snapshot import Snapshot
from spiders.evidence import Evidence, Journey
from spiders.job import Job
from spiders.look import End, Look
from spiders.site import SiteSpider
from spiders.whole.assemble import assemble

HOME = "https://www.acme.se/"

Answer = str | Response | Exception
"""A page's body, a response (of another address where it redirects), or what is raised in its place."""


def page(title: str, *links: str, body: str = "") -> str:
    """A page with links to paths of the site."""
    listed = "".join(f'<a href="{link}">{link.strip("/")}</a> ' for link in links)
    return f"<html lang=sv><title>{title}</title><h1>{title}</h1>{body}<p>{listed}</p></html>"


def html(path: str, body: str, status: int = 200) -> HtmlResponse:
    return HtmlResponse(path if "://" in path else HOME + path, body=body.encode(), encoding="utf-8", status=status)


class Drive:
    """
    One look at a site that is a table.

    Attributes:
        asked: Addresses in the order they were asked for, rendered ones with a `*` before them.
    """

    def __init__(
        self, folder: Path, answers: Mapping[str, Answer], rendered: Mapping[str, Answer] | None = None, **job: Any
    ) -> None:
        self._answers, self._shown = answers, rendered or {}
        self.asked: list[str] = []
        self.looks: list[Look] = []
        self.ends: list[End] = []
        job = {"start_url": HOME, "folder": str(folder), "browser": rendered is not None, "walks": False, **job}
        self.job = Job(**job)
        self.spider = SiteSpider(self.job, self._keep, self.ends.append, "Chromium" if self.job.browser else "")
        self.stats = dict[str, int]()
        self.spider.crawler = SimpleNamespace(  # type: ignore[assignment]
            get_downloader_middleware=lambda _: None, engine=self, stats=SimpleNamespace(get_value=self.stats.get)
        )
        self._waiting: list[Request] = []

    def _keep(self, seen: Look | Journey) -> None:
        if isinstance(seen, Look):
            self.looks.append(seen)

    @property
    def end(self) -> End:
        assert len(self.ends) == 1
        return self.ends[0]

    @property
    def states(self) -> dict[str, str]:
        """State by path of the address asked for; redirects left out."""
        return {look.page.url.removeprefix(HOME): look.page.state for look in self.looks if not look.redirect}

    @property
    def evidence(self) -> Evidence:
        return assemble(self.job, self.looks, self.end)

    def crawl(self, request: Request) -> None:
        """What Scrapy's engine does with a request."""
        self._waiting.append(request)

    def run(self) -> Drive:
        """From the first request to the end."""
        asyncio.run(self._run())
        return self

    async def _run(self) -> None:
        self._waiting = [request async for request in self.spider.start()]
        while self._waiting:
            request = self._waiting.pop()
            assert not self._waiting, "one request at a time"
            self._waiting += await self._answered(request)
        self.spider.closed("finished")

    async def _answered(self, request: Request) -> list[Request]:
        shown = bool(request.meta.get("playwright"))
        self.asked.append(("*" if shown else "") + request.url.removeprefix(HOME))
        answer = (self._shown if shown else self._answers).get(request.url.removeprefix(HOME))
        if answer is None:
            answer = html(request.url, "<html><title>404</title></html>", 404)
        if isinstance(answer, Exception):
            failure = Failure(answer)  # type: ignore[no-untyped-call]
            return await _all(request.errback(failure) if request.errback else ())
        response = html(request.url, answer) if isinstance(answer, str) else answer.replace()
        response.request = request
        request.meta["snapshot"] = Snapshot()
        assert request.callback is not None
        return await _all(request.callback(response, **request.cb_kwargs))


async def _all(requests: Any) -> list[Request]:
    if isinstance(requests, AsyncIterator):
        return [request async for request in requests]
    assert isinstance(requests, Iterator)
    return list(requests)
