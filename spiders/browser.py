"""
Rendering: a page opened in Chromium, looked at at desktop and at phone size, and written down as one stamped document.

One tab is kept and led from page to page (half the cost of a new tab each), the phone is the same document under phone metrics.
Nothing is clicked, typed or sent. What a page's own scripts ask for goes through the guard (guard.py).
"""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Error, Page
from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.handler import BrowserContextWrapper

from spiders.deadline import DeadlineHandler
from spiders.evidence import Shot, Viewport
from spiders.net.identity import user_agent

__all__ = ["LookHandler", "Snapshot", "Wish"]

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

MAJOR = "AUDITOR_BROWSER_MAJOR"
_CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 Safari/537.36"
_SCRIPT = Path(__file__).with_name("browser.js").read_text("utf-8")
_CALL = "([name, args]) => window[Symbol.for('auditor')][name](...args)"
_WENT_ON = ("context was destroyed", "Symbol(auditor)", "reading '")
"""What Playwright and the page say when the page has gone on to another one, and our script is no longer in it."""
_SENDS_NOTHING = """(() => {
  const posts = (form) => (form.getAttribute("method") || "").trim().toLowerCase() === "post";
  const submit = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = function () { if (!posts(this)) submit.call(this); };
  addEventListener("submit", (event) => { if (posts(event.target)) event.preventDefault(); }, true);
})()"""
"""A page's own script does not get to send a form either."""
_QUIET_MS = 250
_SETTLE_MS = 2500
_TRY_SECONDS = 0.05
_LOAD_TRIES = 160
_MOST_SCREENS = 20
_MOST_LOOKS = 3
_TALLEST = 6000
_WIDEST_PHONE = 980
"""CSS pixels: as wide as a phone lays out a page that was not made for one."""
_JPEG_QUALITY = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a rendered page: pictures into `folder` under `name`, or none."""

    folder: Path
    name: str
    shots: bool = True


@dataclass(slots=True)
class Snapshot:
    """What the browser saw; `requests` are the addresses the page asked for, `shots` the stored pictures."""

    requests: tuple[str, ...] = ()
    shots: list[Shot] = field(default_factory=list)


class LookHandler(DeadlineHandler):
    """Scrapy's way to the browser: a request with `meta["wish"]` is opened, looked at, and answered with the stamped document."""

    async def _create_browser_context(self, name: str, context_kwargs: Any, spider: Spider | None = None) -> BrowserContextWrapper:
        languages = str(self._crawler.settings["DEFAULT_REQUEST_HEADERS"]["Accept-Language"])
        own = {
            "viewport": DESKTOP,
            "locale": languages.partition(",")[0],
            "extra_http_headers": {"Accept-Language": languages},
            "user_agent": user_agent(_CHROME.format(major=self.browser_major)),
        }
        return await super()._create_browser_context(name, {**(context_kwargs or {}), **own}, spider)

    async def _create_page(self, request: Request, spider: Spider) -> Page:
        page = await super()._create_page(request, spider)
        page.on("popup", _shut)
        await page.add_init_script(_SENDS_NOTHING)
        return page

    @property
    def browser_major(self) -> str:
        """The browser's major version, as its user agent names it."""
        return str(self._crawler.settings.get(MAJOR, "0"))

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:  # noqa: ARG002
        request.meta["playwright_page"] = page
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
        # A route of the page that is open would not be loaded, and keep what was stamped.
        await page.goto("about:blank")
        answer = await page.goto(request.url, wait_until="commit")
        html, snapshot = await look(page, request.meta["wish"])
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


async def look(page: Page, wish: Wish) -> tuple[str, Snapshot]:
    """Let the open page come to rest, look at it at both sizes, and give the stamped document; again where it went on meanwhile."""
    for _ in range(_MOST_LOOKS - 1):
        try:
            return await _look(page, wish)
        except Error as error:
            if not _went_on(error):
                raise
    return await _look(page, wish)


async def _look(page: Page, wish: Wish) -> tuple[str, Snapshot]:
    await _loaded(page)
    await page.mouse.move(DESKTOP["width"] // 2, DESKTOP["height"] // 2)
    await page.evaluate(_SCRIPT)
    await _in_page(page, "settle", _QUIET_MS, _SETTLE_MS)
    await _in_page(page, "scroll", _MOST_SCREENS)
    await _in_page(page, "settle", 100, 600)
    snapshot = Snapshot()
    session = await page.context.new_cdp_session(page)
    try:
        await _at(page, session, wish, snapshot, "desktop")
        await _metrics(session, PHONE, mobile=True)
        await _in_page(page, "settle", 100, 600)
        await _at(page, session, wish, snapshot, "mobile")
    finally:
        with suppress(Error):
            await _metrics(session, DESKTOP, mobile=False)
            await session.detach()
    await _in_page(page, "settle", 100, 600)
    seen = await _in_page(page, "stamp")
    snapshot.requests = (*seen["requests"], *(frame.url for frame in page.frames[1:] if frame.url.startswith("http")))
    return seen["html"], snapshot


async def _at(page: Page, session: CDPSession, wish: Wish, snapshot: Snapshot, viewport: Viewport) -> None:
    """Measure the page at one size and store a picture of it from its top, at most `_TALLEST` pixels."""
    size = await _in_page(page, "measure", viewport[0])
    if not wish.shots:
        return
    width = DESKTOP["width"] if viewport == "desktop" else max(PHONE["width"], min(size["width"], _WIDEST_PHONE))
    height = max(1, min(size["height"], _TALLEST))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    picture = await session.send(
        "Page.captureScreenshot", {"format": "jpeg", "quality": _JPEG_QUALITY, "clip": clip, "captureBeyondViewport": True}
    )
    file = f"{wish.name}-{viewport}.jpg"
    (wish.folder / file).write_bytes(base64.b64decode(picture["data"]))
    snapshot.shots.append(Shot(file=f"{wish.folder.name}/{file}", viewport=viewport, width=width, height=height))


async def _loaded(page: Page) -> None:
    """Wait for the document, and a while for what belongs to it; asked of the page: a download lets Playwright miss its events."""
    tries, state = 0, ""
    while state != "complete" and (state != "interactive" or tries < _LOAD_TRIES):
        await asyncio.sleep(_TRY_SECONDS if tries else 0)
        tries += 1
        try:
            state = await page.evaluate("document.readyState")
        except Error as error:
            if not _went_on(error):
                raise


def _went_on(error: Error) -> bool:
    return any(sign in str(error) for sign in _WENT_ON)


async def _in_page(page: Page, name: str, *args: object) -> Any:
    return await page.evaluate(_CALL, [name, list(args)])


async def _metrics(session: CDPSession, size: dict[str, int], *, mobile: bool) -> None:
    await session.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": mobile})
    await session.send("Emulation.setTouchEmulationEnabled", {"enabled": mobile})
