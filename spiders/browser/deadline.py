"""
Rendered requests with an end: a page that does not finish is closed, and costs that page only.

scrapy-playwright's own limits leave three gaps: no total time for a rendered request, pages that nobody closes and that then hold
up the crawl for ever, and a browser that goes out to the network past every middleware.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any, Self
from weakref import WeakKeyDictionary, WeakSet

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import DEFAULT_CONTEXT_NAME, BrowserContextWrapper, ScrapyPlaywrightDownloadHandler

from spiders.browser.chromium import SAFE_CONTEXT, through_proxy
from spiders.net.guard import RefusedError
from spiders.net.guardproxy import GuardProxy
from spiders.net.guardscrapy import guard_of

__all__ = ["DeadlineHandler", "RenderTimeoutError"]

PAGE_SECONDS = "AUDITOR_PAGE_SECONDS"
LAUNCH_MS = 20_000
"""Playwright's own limit for a browser that does not answer is three minutes."""
_CLOSING_SECONDS = 5.0

logger = logging.getLogger(__name__)


class RenderTimeoutError(DownloadTimeoutError):
    """A rendered page was not finished when its time was up."""

    state = "timeout"


class DeadlineHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """
    Setting DOWNLOAD_HANDLERS for http and https: scrapy-playwright with a limit of time, and with the guard's proxy as the way out.

    Every page is closed at the latest `request.meta["page_seconds"]` (else the setting AUDITOR_PAGE_SECONDS) after the request that
    uses it began, whoever holds it: a page handed to a callback too. A request that runs into it fails with `RenderTimeoutError`,
    one that the guard stopped with `RefusedError`; neither is retried. Driver, proxy and browser start with the first request to be
    rendered.

    Attributes:
        proxy: The browser's way out, None before the browser has started.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.proxy: GuardProxy | None = None
        self._seconds = crawler.settings.getfloat(PAGE_SECONDS, 45.0)
        self._clocks: WeakKeyDictionary[Page, asyncio.TimerHandle] = WeakKeyDictionary()
        self._late: WeakSet[Request] = WeakSet()
        self._closing: set[asyncio.Task[None]] = set()
        self._doubted = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One handler a crawl: http and https share a browser."""
        made = getattr(crawler, "_auditor_handler", None)
        if not isinstance(made, cls):
            made = cls(crawler)
            crawler._auditor_handler = made  # type: ignore[attr-defined]
        return made

    async def _launch(self) -> None:
        """Do not start anything yet: a crawl that renders no page needs no browser."""

    async def _maybe_launch_browser(self) -> None:
        if self.proxy is None:
            self.proxy = await GuardProxy(guard_of(self._crawler.settings)).start()
            self.config.launch_options = {**through_proxy(self.config.launch_options, self.proxy.url), "timeout": LAUNCH_MS}
            try:
                await super()._launch()
            except Exception as error:  # the driver is a program of its own
                raise PlaywrightError(f"BrowserType.launch: its driver did not start ({type(error).__name__})") from error
        await super()._maybe_launch_browser()

    async def _renew(self) -> None:
        """Start driver and browser anew where something failed in them and they do not answer any more."""
        self._doubted = False
        if not hasattr(self, "browser"):
            return
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_CLOSING_SECONDS):
                await (await self.browser.new_context()).close()
            return
        logger.warning("the browser's driver does not answer, and is started anew")
        self.context_wrappers.clear()
        del self.browser
        await super()._launch()

    async def _close(self) -> None:
        for clock in self._clocks.values():
            clock.cancel()
        await super()._close()
        if self.proxy is not None:
            await self.proxy.close()

    async def _create_browser_context(self, name: str, context_kwargs: Any, spider: Spider | None = None) -> BrowserContextWrapper:
        return await super()._create_browser_context(name, {**(context_kwargs or {}), **SAFE_CONTEXT}, spider)

    async def _create_page(self, request: Request, spider: Spider) -> Page:
        try:
            # A driver that has died frees no tab; the first tab waits for the browser to start as well.
            async with asyncio.timeout(self._seconds_for(request) + LAUNCH_MS / 1000):
                if self._doubted:
                    await self._renew()
                page: Page = await super()._create_page(request, spider)
        except TimeoutError as error:
            raise RenderTimeoutError("no tab could be had in time") from error
        self._arm(page, request)
        return page

    async def _download_request_with_retry(self, request: Request, spider: Spider) -> Response:
        if self._closing:
            await asyncio.wait(self._closing)  # a profile that is being closed takes no new page
        page = request.meta.get("playwright_page")
        if isinstance(page, Page) and not page.is_closed():
            self._arm(page, request)
        refusals = self.proxy.refusals if self.proxy else 0
        try:
            response: Response = await super()._download_request_with_retry(request, spider)
        except PlaywrightError as error:
            self._doubted = True
            request.meta.pop("playwright_page", None)  # a tab that is dead may not know it; another try gets one of its own
            if request in self._late:
                request.meta["dont_retry"] = True
                raise RenderTimeoutError("the page was not finished in time") from error
            if self.proxy and self.proxy.refusals > refusals and "net::ERR" in str(error):
                raise RefusedError(self.proxy.asked[-1].outcome) from error
            raise
        return response

    def _arm(self, page: Page, request: Request) -> None:
        """Start the page's clock anew."""
        if clock := self._clocks.get(page):
            clock.cancel()
        else:
            page.on("close", self._disarm)
        self._clocks[page] = asyncio.get_running_loop().call_later(self._seconds_for(request), self._expire, page, request)

    def _seconds_for(self, request: Request) -> float:
        return float(request.meta.get("page_seconds") or self._seconds)

    def _left(self, page: Page) -> float:
        """Seconds until the page is closed."""
        clock = self._clocks.get(page)
        return clock.when() - asyncio.get_running_loop().time() if clock else 0.0

    def _disarm(self, page: Page) -> None:
        if clock := self._clocks.pop(page, None):
            clock.cancel()

    def _expire(self, page: Page, request: Request) -> None:
        if page.is_closed():
            return
        self._late.add(request)
        self.stats.inc_value("deadline/pages_closed")
        # What is held in a profile of its own would go out if the page alone were closed (hold.py).
        own = request.meta.get("playwright_context", DEFAULT_CONTEXT_NAME) != DEFAULT_CONTEXT_NAME
        task = asyncio.ensure_future(self._put_down(page, whole_context=own))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _put_down(self, page: Page, *, whole_context: bool = False) -> None:
        """Close the page; where it does not let itself be closed, or all is to go, its context; at last the browser."""
        holders = (page, page.context, page.context.browser)
        for holder in holders[whole_context:]:
            if holder is None:
                continue
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSING_SECONDS):
                    await holder.close()
                return
            logger.warning("%s does not let itself be closed", type(holder).__name__)
