"""
The spider: goes through a site as a customer in need would, most promising link first, one request at a time.

It decides only where to go next and whether a page is worth the browser; reading is in reader.py. Every page is handed to
`keep` as soon as it is known, so that an end at any moment loses nothing.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from spiders.browser import Snapshot, Wish
from spiders.evidence import Page, PageKind, Skipped, StoppedBy
from spiders.failures import could_not_start, explain
from spiders.job import Job
from spiders.look import End, Look
from spiders.net.robots import SafeRobotsMiddleware
from spiders.plan import Frontier, Target, worth_rendering
from spiders.reading import Reading, changed, kinds, no_page, unread, with_route
from spiders.sitemap import entries
from spiders.urls import key, route_of, same_site

__all__ = ["SiteSpider"]

_MOST_SITEMAPS = 5
_BLOCKS_IN_A_ROW = 3
_LEAST_SECONDS = 1.0
_WORSE = frozenset({"blocked", "broken", "crashed"})
_WHY_LEFT = {"page-budget": "page budget used up", "time-budget": "time used up"}
_SCRIPTED_SHARE = 0.5
"""A site whose served home page holds less than this share of the rendered words has its content put in by script."""


class SiteSpider(scrapy.Spider):
    """
    One look at one site.

    Args:
        job: What to look at.
        keep: Called with every look, in the order they were made.
        finish: Called once with how it ended.
        browser: What the browser is and how it runs, in words; "" where none is used.
    """

    name = "site"

    def __init__(self, job: Job, keep: Callable[[Look], None], finish: Callable[[End], None], browser: str = "") -> None:
        super().__init__()
        self.job = job
        self._keep = keep
        self._finish = finish
        self._browser = browser
        self._reading = Reading(job.country)
        self._frontier = Frontier(job.start_url)
        self._deadline = time.monotonic() + job.max_seconds
        self._pages = Path(job.folder) / "pages"
        self._home = ""
        self._tab: object = None
        self._scripted_site = False
        self._answered = self._looked = self._rendered = self._blocks = self._sitemaps_read = 0
        self._kinds_rendered: Counter[PageKind] = Counter()
        self._sitemaps: list[str] = []
        self._skipped: list[Skipped] = []
        self._stopped_by: StoppedBy | None = None
        self._detail = self._fault = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        made = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(made._idle, signals.spider_idle)
        return made

    async def start(self) -> AsyncIterator[Request]:
        self._pages.mkdir(exist_ok=True)
        self._frontier.see(self.job.start_url)
        yield self._fetch(Target((0, 0, self.job.start_url, "", "start")))

    def closed(self, reason: str) -> None:
        """Say how it ended; "done" only where nothing was left."""
        stopped = self._stopped_by or ("done" if reason == "finished" and self._frontier.empty else "time-budget")
        if stopped == "time-budget" and not self._detail and not self._over():
            self._detail = "The look was cut short."
        left = self._frontier.left(_WHY_LEFT.get(stopped, "not reached"))
        self._finish(
            End(
                stopped_by=stopped,
                detail=self._detail,
                known=self._frontier.known,
                skipped=tuple((one.url, one.reason) for one in (*self._skipped, *left)),
                country=self._reading.country,
                browser=self._browser,
                fault=self._fault,
            )
        )

    def _next(self) -> Iterator[Request]:
        """The one request that follows, or none where the look is over."""
        if self._stopped_by:
            return
        if self._sitemaps and self._sitemaps_read < _MOST_SITEMAPS:
            self._sitemaps_read += 1
            yield self._request(self._sitemaps.pop(0), self._sitemap, self._go_on)
            return
        if not self._frontier.empty and (over := self._over()):
            self._stopped_by = over
            return
        while target := self._frontier.next():
            if not route_of(target.url) or self._may_render():
                yield self._fetch(target)
                return
            self._skipped.append(Skipped(url=target.url, reason="only a browser shows it, and none was to be used for it"))

    def _idle(self) -> None:
        """Go on where a fault of ours has cut the chain of requests."""
        for request in self._next() if self._home else ():
            self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def _over(self) -> StoppedBy | None:
        """Which budget is used up, if one is."""
        if self._looked >= self.job.max_pages or self._answered >= 2 * self.job.max_pages:
            return "page-budget"
        return "time-budget" if self._late() else None

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def _fetch(self, target: Target) -> Request:
        return self._request(target.url, self._fetched, self._failed, target=target)

    def _request(self, url: str, callback: Any, errback: Any, **kwargs: Any) -> Request:
        seconds = max(_LEAST_SECONDS, min(self.job.page_seconds, self._deadline - time.monotonic()))
        meta = {"download_timeout": seconds, "page_seconds": seconds}
        # Scrapy gives an errback the failure alone.
        return Request(url, callback, errback=partial(errback, **kwargs), cb_kwargs=kwargs, dont_filter=True, meta=meta)

    def _render(self, target: Target, served: Look) -> Request:
        self._rendered += 1
        request = self._request(served.page.final_url, self._shown, self._not_shown, target=target, served=served)
        wish = Wish(folder=self._pages, name=f"{self._looked + 1:03d}")
        request.meta.update(playwright=True, playwright_include_page=True, wish=wish)
        if self._tab is not None:
            request.meta["playwright_page"] = self._tab
        return request

    def _fetched(self, response: Response, target: Target) -> Iterator[Request]:
        """A page as served; it is kept, or first shown in the browser."""
        self._answered += 1
        response = with_route(response, target.url)
        if self._home and not same_site(response.url, self._home):
            self._skipped.append(Skipped(url=target.url, reason="leads to another site"))
            yield from self._next()
        elif self._leads_back(target.url, response.url):
            yield from self._led_back(response, target)
        elif not isinstance(response, HtmlResponse):
            yield from self._after(no_page(response, asked=target.url, found_by=target.found_by))
        else:
            look = self._read(response, target)
            if self._wants_browser(look, target):
                yield self._render(target, look)
            else:
                yield from self._after(look)

    def _shown(self, response: Response, target: Target, served: Look) -> Iterator[Request]:
        """A page as the browser showed it; what was served counts where the browser was refused or led away."""
        snapshot: Snapshot = response.meta["snapshot"]
        self._tab = response.meta.get("playwright_page")
        if self._home and not same_site(response.url, self._home):
            yield from self._after(changed(served, detail=f"its script leads to another site ({response.url[:120]})"))
            return
        if self._leads_back(served.page.final_url, response.url):
            yield from self._led_back(response, target)
            return
        look = self._read(response, target, snapshot)
        if look.page.state in _WORSE and served.page.words and not served.page.needs_script:
            detail, unstable = f"not seen in the browser: {look.page.detail}", look.page.state != "crashed"
            yield from self._after(changed(served, detail=detail, unstable=unstable))
            return
        shell = served.page.words < _SCRIPTED_SHARE * look.page.words
        if not self._home:
            self._scripted_site = shell
        self._kinds_rendered.update(kinds(look, target.label, is_home=not self._home))
        yield from self._after(changed(look, served=served.page.served, shots=tuple(snapshot.shots), needs_script=shell))

    def _leads_back(self, asked: str, url: str) -> bool:
        """Whether an address leads to another one that is known already; what it leads to is known from now on."""
        return bool(self._home) and key(url) != key(asked) and not self._frontier.see(url)

    def _led_back(self, response: Response, target: Target) -> Iterator[Request]:
        """The graph needs the edge, nobody needs the page twice."""
        self._keep(unread(response, asked=target.url, found_by=target.found_by).model_copy(update={"redirect": True}))
        yield from self._next()

    def _failed(self, failure: Failure, target: Target) -> Iterator[Request]:
        state, detail = explain(failure)
        if state == "timeout" and self._home and self._late():
            self._skipped.append(Skipped(url=target.url, reason=_WHY_LEFT["time-budget"]))
            self._stopped_by = "time-budget"
            return
        page = Page(url=target.url, final_url=target.url, state=state, detail=detail)
        yield from self._after(Look(page=page, found_by=target.found_by))

    def _not_shown(self, failure: Failure, target: Target, served: Look) -> Iterator[Request]:  # noqa: ARG002
        """The browser could not show a page that was served: what was served still counts, and why is said."""
        state, detail = explain(failure)
        self._tab = None
        if could_not_start(failure):
            self._fault, self._stopped_by, self._detail = "browser", "unreachable", detail
        update = {} if served.page.words else {"state": state}
        yield from self._after(changed(served, detail=f"not seen in the browser: {detail}", **update))

    def _go_on(self, failure: Failure) -> Iterator[Request]:  # noqa: ARG002
        """What was asked for on the side did not come; the look does not depend on it."""
        yield from self._next()

    def _after(self, look: Look) -> Iterator[Request]:
        """Keep the look, take up its links, go on; after the home page first ask for an address that cannot be there."""
        self._looked += look.page.state != "robots"
        self._blocks = self._blocks + 1 if look.page.state == "blocked" else 0
        self._keep(look)
        if not self._home:
            if look.page.state not in ("ok", "login") and not (look.page.state == "crashed" and look.links):
                self._stopped_by = "blocked" if look.page.state in ("blocked", "robots") else "unreachable"
                self._detail = f"The home page could not be looked at: {look.page.detail}."
                return
            self._home = self._frontier.home = look.page.final_url
            self._frontier.see(self._home)
            self._take_links(look)
            nowhere = urljoin(self._home, f"/no-such-page-{zlib.crc32(self._home.encode()):08x}")
            yield self._request(nowhere, self._probed, self._go_on)
            return
        if self._blocks >= _BLOCKS_IN_A_ROW:
            self._stopped_by, self._detail = "blocked", f"{self._blocks} pages in a row were refused: {look.page.detail}."
        self._take_links(look)
        yield from self._next()

    async def _probed(self, response: Response) -> AsyncIterator[Request]:
        """What the site answers for a page that is not there; then which sitemaps it has."""
        if response.status == 200 and isinstance(response, HtmlResponse):
            self._reading.learn_not_found(response)
        robots = self.crawler.get_downloader_middleware(SafeRobotsMiddleware)
        named = await robots.sitemaps(self._home) if robots is not None else ()
        self._sitemaps = [url for url in named if same_site(url, self._home)] or [urljoin(self._home, "/sitemap.xml")]
        for request in self._next():
            yield request

    def _sitemap(self, response: Response) -> Iterator[Request]:
        for address, is_sitemap in entries(response.body) if response.status == 200 else ():
            if is_sitemap:
                self._sitemaps.append(address)
            else:
                self._frontier.add(address, found_by="sitemap")
        yield from self._next()

    def _take_links(self, look: Look) -> None:
        for link in look.links:
            if link.behind is not None:
                self._frontier.add(link.url, label=link.label, lang=look.page.lang, link=link)

    def _read(self, response: Response, target: Target, snapshot: Snapshot | None = None) -> Look:
        """Keep the page's bytes and read it; a fault of ours in reading costs this page and no other."""
        file = self._pages / f"{self._looked + 1:03d}.{'dom.html' if snapshot else 'html'}"
        file.write_bytes(response.body)
        try:
            look = self._reading.look(
                response, asked=target.url, found_by=target.found_by, snapshot=snapshot, is_home=not self._home
            )
        except Exception as error:
            self.logger.exception("%s could not be read", response.url)
            detail = f"it could not be read: {type(error).__name__}"
            look = unread(response, asked=target.url, found_by=target.found_by, state="crashed", detail=detail)
        return changed(look, **{"dom" if snapshot else "served": f"{self._pages.name}/{file.name}"})

    def _may_render(self) -> bool:
        return bool(self._browser) and self._rendered < self.job.max_rendered

    def _wants_browser(self, look: Look, target: Target) -> bool:
        """Whether the page is worth the browser; a page that script fills may be there although it is served as not found."""
        scripted = self._scripted_site or bool(route_of(target.url))
        readable = look.page.state in ("ok", "login") or (look.page.state == "soft-404" and scripted)
        if not readable or not self._may_render():
            return False
        told = kinds(look, target.label, is_home=not self._home)
        return worth_rendering(told, self._kinds_rendered, empty=look.page.needs_script, scripted_site=scripted)
