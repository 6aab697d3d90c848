"""A real crawl with the real settings, in a process of its own (a reactor starts once)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from spiders.browser import chromium
from spiders.net.guard import Guard
from spiders.net.resolve import read_resolve
from spiders.net.scrapysettings import settings as settings_of
from tests.forking import forked


@dataclass(frozen=True)
class Crawled:
    """
    Attributes:
        answers: For each address asked for: `status` and `size`, or `error` (the exception's name) and `message`.
        stats: Scrapy's statistics, those that are numbers or text.
        seconds: How long the crawl took, without the start of Python.
    """

    answers: dict[str, dict[str, Any]]
    stats: dict[str, Any]
    seconds: float


def crawl(
    *urls: str,
    allowed: list[str],
    resolve: Sequence[str] = (),
    meta: dict[str, Any] | None = None,
    render: bool = False,
    **settings: Any,
) -> Crawled:
    """
    Ask for all addresses at once.

    Args:
        allowed: What the guard is told was named: see `Guard.for_site`.
        resolve: Addresses given to hosts, as `read_resolve` takes them.
        meta: For every request.
        settings: Scrapy settings over the real ones; those in lower case go to `scrapysettings.settings`.
    """
    job = {"urls": urls, "allowed": allowed, "resolve": list(resolve), "meta": meta or {}, "render": render, "settings": settings}
    return forked(_run, job)


def _run(job: dict[str, Any]) -> Crawled:
    answers: dict[str, dict[str, Any]] = {}

    class Asker(Spider):
        name = "asker"

        async def start(self) -> Any:
            for url in job["urls"]:
                meta = {**job["meta"], "asked": url}
                if job["render"]:
                    meta["playwright"] = True
                try:
                    yield Request(url, meta=meta, errback=self.failed, dont_filter=True)
                except ValueError as error:
                    answers[url] = {"error": type(error).__name__, "message": str(error)}

        def parse(self, response: Any) -> None:
            answers[response.meta["asked"]] = {"status": response.status, "size": len(response.body), "url": response.url}

        def failed(self, failure: Any) -> None:
            value = failure.value
            answers[failure.request.meta["asked"]] = {"error": type(value).__name__, "message": str(value)}

        def closed(self, reason: str) -> None:
            self.crawler.stats.set_value("finish_reason", reason)

    own = {name: value for name, value in job["settings"].items() if name.islower()}
    scrapy = {name: value for name, value in job["settings"].items() if name.isupper()}
    made = settings_of(
        Guard.for_site(*job["allowed"], resolve=read_resolve(job["resolve"])),
        browser=chromium.find() if job["render"] else None,
        **{"delay": 0.0, "log_level": "CRITICAL", **own},
    )
    process = AsyncCrawlerProcess({**made, "HTTPERROR_ALLOW_ALL": True, **scrapy})
    crawler = process.create_crawler(Asker)
    begun = time.monotonic()
    process.crawl(crawler)
    process.start()
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, (int, float, str))}
    return Crawled(answers, stats, time.monotonic() - begun)
