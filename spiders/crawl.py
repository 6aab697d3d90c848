"""Running the spider: Scrapy's process, the browser, and the guard between them and the network."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from spiders import country
from spiders.browser import chromium
from spiders.browser.handler import MAJOR
from spiders.browser.ordinary import leave_root
from spiders.evidence import Journey
from spiders.job import Job
from spiders.look import End, Look
from spiders.net.access import SETTING as ACCESS
from spiders.net.access import Access
from spiders.net.capture import RECORDS
from spiders.net.capture import SETTING as CAPTURE
from spiders.net.guard import Guard
from spiders.net.held import SETTING as HELD
from spiders.net.held import Held
from spiders.net.identity import user_agent
from spiders.net.names import LOOK_SECONDS
from spiders.net.resolve import read_resolve
from spiders.net.scrapysettings import settings
from spiders.site import SiteSpider

__all__ = ["crawl"]

BROWSER_FAILED = 5


def crawl(job: Job, keep: Callable[[Look | Journey], None], finish: Callable[[End], None]) -> int:
    """
    Look at the site; once in a process, for Twisted's reactor starts once.

    Returns:
        0, or 5 when the browser could not start.
    """
    access = Access.from_environment(job.start_url)
    Access.forget(os.environ)
    browser = chromium.find(job.chromium or None) if job.browser else None
    if browser:
        leave_root(browser, Path(job.folder))
    version = chromium.version(browser) if browser else ""
    told = (
        f"{'Chromium headless shell' if browser.shell else 'Chromium'} {version}, sandbox {chromium.sandbox()[1]}"
        if browser
        else ""
    )
    ends: list[End] = []
    guard = Guard.for_site(job.start_url, resolve=read_resolve(job.resolve))

    def ended(end: End) -> None:
        ends.append(end)
        finish(access.mask.cleared(end))

    process = AsyncCrawlerProcess(
        {
            **settings(
                guard,
                browser=browser,
                handler="spiders.browser.handler.LookHandler",
                seconds=job.page_seconds,
                page_seconds=job.page_seconds,
                delay=job.pause(private=bool(guard.allowed)),
            ),
            "DEPTH_LIMIT": 0,  # the spider asks for one page after the other; its own bounds are in the job
            "HTTPERROR_ALLOW_ALL": True,
            "USER_AGENT": user_agent(job.contact),
            "DEFAULT_REQUEST_HEADERS": {
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": country.accept_language(job.country or country.of_address(job.start_url)),
            },
            ACCESS: access,
            HELD: None if job.held is None else Held(job.start_url, job.held),
            LOOK_SECONDS: job.max_seconds,
            MAJOR: version.partition(".")[0],
            CAPTURE: str(Path(job.folder) / RECORDS) if job.wacz else "",
        }
    )
    process.crawl(SiteSpider, job=job, keep=lambda seen: keep(access.mask.cleared(seen)), finish=ended, browser=told)
    process.start()
    return BROWSER_FAILED if any(end.fault == "browser" for end in ends) else 0
