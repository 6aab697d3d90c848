"""
Rendering: pages opened in Chromium for the spider.

One tab is kept and led from page to page (half the cost of a new tab each); a visit (visit.py) gets a profile of its own.
What a page's own scripts ask for goes through the guard (guard.py).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import Error, Page, StorageState
from playwright.async_api import Response as Answer
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.handler import BrowserContextWrapper

from spiders.browser import axe
from spiders.browser.chatprobe import ProbePlan, probe
from spiders.browser.deadline import DeadlineHandler
from spiders.browser.hold import Hold
from spiders.browser.recorder import recorded
from spiders.browser.snapshot import Snapshot, look
from spiders.browser.stage import PHONE_CONTEXT, Stage
from spiders.browser.visit import answer, before, keep_session, visit
from spiders.evidence import ConsentChoice
from spiders.net.access import access_of
from spiders.net.capturemiddleware import capture_of
from spiders.screens import DESKTOP

__all__ = ["WALK", "LookHandler"]

WALK = "walk-"
"""What the names of walkers' browser profiles begin with; the size follows."""

MAJOR = "AUDITOR_BROWSER_MAJOR"
_CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
_PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Mobile Safari/537.36"
_AXE_SECONDS = 6.0
"""Ten times what it takes over most pages."""
_RESERVE_SECONDS = 2.0
_ANSWERS: tuple[ConsentChoice, ...] = ("refused", "accepted")
_SENDS_NOTHING = """(() => {
  const method = (form, button) => button?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "";
  const posts = (form, button) => method(form, button).trim().toLowerCase() === "post";
  const submit = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function () { if (!posts(this)) submit.call(this); };
  addEventListener("submit", (event) => { if (posts(event.target, event.submitter)) event.preventDefault(); }, true);
})()"""
"""A page's own script does not get to send a form either."""


class LookHandler(DeadlineHandler):
    """Scrapy's way to the browser: a request with `meta["wish"]` is opened, looked at, and answered with the stamped document."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._stages: WeakKeyDictionary[Page, Stage] = WeakKeyDictionary()
        self._answers: dict[ConsentChoice, StorageState] = {}

    async def _create_browser_context(self, name: str, context_kwargs: Any, spider: Spider | None = None) -> BrowserContextWrapper:
        languages = str(self._crawler.settings["DEFAULT_REQUEST_HEADERS"]["Accept-Language"])
        access = access_of(self._crawler.settings).context()
        own: dict[str, object] = {
            "viewport": DESKTOP,
            "locale": languages.partition(",")[0],
            "extra_http_headers": {"Accept-Language": languages},
            "user_agent": self._user_agent(_CHROME),
        }
        if name.startswith(WALK):
            own |= self._walker(name)
        return await super()._create_browser_context(name, {**access, **(context_kwargs or {}), **own}, spider)

    def _walker(self, name: str) -> dict[str, object]:
        """What is a walker's own in its profile: the size, and the answer to the consent dialog where one was tried."""
        phone = {**PHONE_CONTEXT, "user_agent": self._user_agent(_PHONE)}
        answered = self._answers.get(self._answered)
        return {**(phone if "mobile" in name else {}), **({"storage_state": answered} if answered else {})}

    @property
    def _answered(self) -> ConsentChoice:
        """What walkers have answered to the consent dialog: of the answers that were tried the first."""
        return next((choice for choice in _ANSWERS if choice in self._answers), "none")

    async def _create_page(self, request: Request, spider: Spider) -> Page:
        page = await super()._create_page(request, spider)
        page.on("popup", _shut)
        await page.add_init_script(_SENDS_NOTHING)
        return page

    @property
    def browser_major(self) -> str:
        """The browser's major version, as its user agent names it."""
        return str(self._crawler.settings.get(MAJOR, "0"))

    def _user_agent(self, browser: str) -> str:
        return f"{browser.format(major=self.browser_major)} {self._crawler.settings['USER_AGENT']}"

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        request.meta["playwright_page"] = page
        if "plan" in request.meta:
            return await self._visited(request, page, spider)
        if "state" in request.meta:
            return await self._staged(request, page)
        try:
            return await self._looked_at(request, page)
        except Error:
            # The next page gets a tab of its own, and gets it at once: there is room for one.
            if request not in self._late:
                await self._put_down(page)
            raise

    async def _looked_at(self, request: Request, page: Page) -> Response:
        # Interception costs half as much again as the page itself, and a plain GET needs none.
        await page.unroute("**")
        async with recorded(page, capture_of(self._crawler), lambda: self._left(page) - _RESERVE_SECONDS):
            answer = await page.goto(request.url, wait_until="commit")
            html, snapshot = await look(page, request.meta["wish"])
        response = await _response(request, page, answer, html, snapshot)
        if request.meta["wish"].axe:
            snapshot.axe = await axe.report(page, min(_AXE_SECONDS, self._left(page) - _RESERVE_SECONDS))
            if snapshot.axe.get("detail") == axe.LATE:
                await self._put_down(page)
                return response
        # A page that is left goes on with nothing while the next is fetched; and a route of a page that is still open would not
        # be loaded, and keep what was stamped.
        await page.goto("about:blank")
        return response

    async def _visited(self, request: Request, page: Page, spider: Spider) -> Response:
        """A visit leaves nothing behind: its profile goes with it, and with the profile what is still held."""
        plan, wish = request.meta["plan"], request.meta["wish"]
        try:
            hold, came = await _opened(request, page)
            first = await before(page, plan, wish)
            answered = await answer(page, hold, plan, first.closed) if plan.choice != "none" else None
            if answered:
                self._answers[plan.choice] = answered.profile
                await self._put_down(page, whole_context=True)
                await asyncio.sleep(self._pause(request))
                request.meta["playwright_context"] += "-answered"
                request.meta["playwright_context_kwargs"] = {"storage_state": answered.profile}
                request.meta["playwright_page"] = page = await self._create_page(request, spider)
                await keep_session(page, request.url, answered.session)
                hold, came = await _opened(request, page)
            if isinstance(plan, ProbePlan):
                html, request.meta["visit"] = await probe(page, plan, first, answered)
                return await _response(request, page, came, html, Snapshot())
            html, snapshot, request.meta["visit"] = await visit(page, hold, plan, first, answered, wish)
            return await _response(request, page, came, html, snapshot)
        finally:
            await self._put_down(page, whole_context=True)

    async def _staged(self, request: Request, page: Page) -> Response:
        """A state of a walk, in the tab of its size; after a press its profile goes at once, and with it what is still held."""
        await page.unroute("**")
        stage = self._stages.get(page)
        if stage is None:
            stage = self._stages[page] = await Stage.on(page)
        request.meta["consent"] = self._answered
        try:
            request.meta["shown"] = shown = await stage.show(request.meta["state"], request.meta["wish"])
            response = await _response(request, page, shown.answer, shown.html, shown.snapshot)
        except Error:
            if request not in self._late:
                await self._put_down(page, whole_context=True)
            raise
        if stage.spent:
            await self._put_down(page, whole_context=True)
        return response

    def _pause(self, request: Request) -> float:
        """Seconds between two requests to the host of this one."""
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        return float(slot.delay) if slot else 0.0


async def _opened(request: Request, page: Page) -> tuple[Hold, Answer | None]:
    """Open the page of a request for a visit."""
    hold = await Hold.over(page.context)
    await page.unroute("**")
    return hold, await page.goto(request.url, wait_until="commit")


async def _response(request: Request, page: Page, answer: Answer | None, html: str, snapshot: Snapshot) -> Response:
    """The stamped document as Scrapy's response."""
    request.meta["snapshot"] = snapshot
    headers = await answer.all_headers() if answer is not None else {}
    headers.pop("content-encoding", None)
    return HtmlResponse(
        page.url,
        status=answer.status if answer is not None else 200,
        headers=headers,
        body=html.encode("utf-8", "replace"),
        encoding="utf-8",
        request=request,
        flags=["playwright"],
    )


async def _shut(popup: Page) -> None:
    with suppress(Error):
        await popup.close()
