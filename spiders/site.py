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
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from spiders import country
from spiders.browser import Snapshot, Wish
from spiders.evidence import Page, PageKind, Skipped, StoppedBy
from spiders.failures import could_not_start, explain
from spiders.job import Job
from spiders.kinds import kinds_of
from spiders.look import End, Look
from spiders.page import ParsedPage, parse
from spiders.plan import Frontier, Target, worth_rendering
from spiders.robots import SafeRobotsMiddleware
from spiders.reader import look_at, needs_script
from spiders.states import fingerprint, same_page
from spiders.urls import clean, same_site

__all__ = ["SiteSpider"]

_MOST_SITEMAPS = 5
_MOST_SITEMAP_URLS = 2000
_BLOCKS_IN_A_ROW = 3
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

    def __init__(
        self, job: Job, keep: Callable[[Look], None], finish: Callable[[End], None], browser: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.job = job
        self._keep = keep
        self._finish = finish
        self._browser = browser
        self._deadline = time.monotonic() + job.max_seconds
        self._frontier = Frontier(job.start_url)
        self._pages = Path(job.folder) / "pages"
        self._home = ""
        self._country = job.country
        self._looked = self._rendered = self._blocks = self._sitemaps = 0
        self._kinds_rendered: Counter[PageKind] = Counter()
        self._scripted_site = False
        self._not_found: tuple[int, ...] = ()
        self._home_print: tuple[int, ...] = ()
        self._tab: object = None
        self._skipped: list[Skipped] = []
        self._named_sitemaps: list[str] = []
        self._stopped_by: StoppedBy | None = None
        self._detail = self._fault = ""

    async def start(self) -> AsyncIterator[Request]:
        self._pages.mkdir(exist_ok=True)
        self._frontier.see(self.job.start_url)
        yield self._fetch(Target((0, 0, self.job.start_url, "", "start")))

    def closed(self, reason: str) -> None:
        """Say how it ended; "done" only where nothing was left."""
        stopped = self._stopped_by or ("done" if reason == "finished" else "time-budget")
        left = self._frontier.left({"page-budget": "page budget used up", "time-budget": "time used up"}.get(stopped, "not reached"))
        self._finish(
            End(
                stopped_by=stopped,
                detail=self._detail,
                known=self._frontier.known,
                skipped=tuple((one.url, one.reason) for one in (*self._skipped, *left)),
                country=self._country,
                browser=self._browser,
                fault=self._fault,
            )
        )

    # Where to go next

    def _next(self) -> Iterator[Request]:
        """The one request that follows, or none where the look is over."""
        if self._stopped_by:
            return
        if self._named_sitemaps and self._sitemaps < _MOST_SITEMAPS:
            self._sitemaps += 1
            yield self._request(self._named_sitemaps.pop(0), self._sitemap, self._no_sitemap)
            return
        target = self._frontier.next()
        if target is None:
            return
        if self._looked >= self.job.max_pages or time.monotonic() > self._deadline:
            self._stopped_by = "page-budget" if self._looked >= self.job.max_pages else "time-budget"
            self._skipped.append(Skipped(url=target.url, reason="page budget used up" if self._looked >= self.job.max_pages else "time used up"))
            return
        yield self._fetch(target)

    def _fetch(self, target: Target) -> Request:
        return self._request(target.url, self._fetched, self._failed, target=target)

    def _request(self, url: str, callback: Any, errback: Any, **kwargs: Any) -> Request:
        return Request(
            url, callback, errback=errback, cb_kwargs=kwargs, dont_filter=True, meta={"download_timeout": self.job.page_seconds}
        )

    # What came

    def _fetched(self, response: Response, target: Target) -> Iterator[Request]:
        if self._home and not same_site(response.url, self._home):
            self._skipped.append(Skipped(url=target.url, reason="leads to another site"))
            yield from self._next()
            return
        if self._home and response.url != target.url and not self._frontier.see(response.url) and not target.found_by == "start":
            self._keep_redirect(target, response)
            yield from self._next()
            return
        if not isinstance(response, TextResponse) or not isinstance(response, HtmlResponse):
            self._done(Look(page=Page(url=target.url, final_url=response.url, status=response.status, state="not-html", detail=_media(response)), found_by=target.found_by))
            yield from self._next()
            return
        number = self._looked + 1
        served = self._pages / f"{number:03d}.html"
        served.write_bytes(response.body)
        page = self._parse(response)
        look = self._look(page, response, target)
        look = look.model_copy(update={"page": look.page.model_copy(update={"served": f"pages/{served.name}"})})
        if self._wants_browser(page, look):
            yield self._render(target, look)
            return
        self._done(look)
        yield from self._after(look)

    def _rendered_page(self, response: Response, target: Target, served: Look) -> Iterator[Request]:
        snapshot: Snapshot = response.meta["snapshot"]
        self._tab = response.meta.get("playwright_page")
        self._rendered += 1
        if not same_site(response.url, self._home or self.job.start_url):
            detail = f"its script leads to another site ({response.url[:120]})"
            look = served.model_copy(update={"page": served.page.model_copy(update={"detail": detail})})
            self._done(look)
            yield from self._after(look)
            return
        dom = self._pages / f"{self._looked + 1:03d}.dom.html"
        dom.write_bytes(response.body)
        page = self._parse(response, rendered=True, requests=snapshot.requests)
        look = self._look(page, response, target)
        shell = served.page.words < _SCRIPTED_SHARE * look.page.words
        update = {"served": served.page.served, "dom": f"pages/{dom.name}", "shots": tuple(snapshot.shots), "needs_script": shell, "url": target.url}
        look = look.model_copy(update={"page": look.page.model_copy(update=update)})
        if not self._home:
            self._scripted_site = shell
        self._kinds_rendered.update(self._kinds(look, target))
        self._done(look)
        yield from self._after(look)

    def _failed(self, failure: Failure, target: Target) -> Iterator[Request]:
        state, detail = explain(failure)
        look = Look(page=Page(url=target.url, final_url=target.url, state=state, detail=detail), found_by=target.found_by)
        self._done(look)
        yield from self._after(look)

    def _render_failed(self, failure: Failure, target: Target, served: Look) -> Iterator[Request]:  # noqa: ARG002
        """The browser could not show a page that was served: what was served still counts, and why is said."""
        state, detail = explain(failure)
        if could_not_start(failure):
            self._fault, self._stopped_by, self._detail = "browser", "unreachable", detail
        self._tab = None
        update: dict[str, object] = {"detail": f"not seen in the browser: {detail}"}
        if served.page.words == 0:
            update["state"] = state
        look = served.model_copy(update={"page": served.page.model_copy(update=update)})
        self._done(look)
        yield from self._after(look)

    # What follows from it

    def _after(self, look: Look) -> Iterator[Request]:
        """Take up the page's links; after the home page first ask for an address that cannot be there."""
        if not self._home:
            yield from self._after_home(look)
            return
        self._take_links(look)
        yield from self._next()

    def _after_home(self, look: Look) -> Iterator[Request]:
        page = look.page
        if page.state not in ("ok", "login", "soft-404"):
            self._stopped_by = "blocked" if page.state in ("blocked", "robots") else "unreachable"
            self._detail = f"The home page could not be looked at: {page.detail}."
            return
        self._home = page.final_url
        self._frontier.see(self._home)
        self._home_print = look.fingerprint
        self._take_links(look)
        nowhere = urljoin(self._home, f"/no-such-page-{zlib.crc32(self._home.encode()):08x}")
        yield self._request(nowhere, self._probed, self._no_probe)

    async def _probed(self, response: Response) -> AsyncIterator[Request]:
        """What the site answers for a page that is not there; later pages like it are soft 404s."""
        if response.status == 200 and isinstance(response, HtmlResponse):
            self._not_found = fingerprint(self._parse(response))
        robots = self.crawler.get_downloader_middleware(SafeRobotsMiddleware)
        named = await robots.sitemaps(self._home) if robots is not None else ()
        self._named_sitemaps = [url for url in named if same_site(url, self._home)] or [urljoin(self._home, "/sitemap.xml")]
        for request in self._next():
            yield request

    def _no_probe(self, failure: Failure) -> Iterator[Request]:  # noqa: ARG002
        yield from self._next()

    def _sitemap(self, response: Response) -> Iterator[Request]:
        if response.status == 200 and response.body.lstrip()[:1] == b"<" and not isinstance(response, HtmlResponse):
            sitemap = Sitemap(response.body)
            for number, entry in enumerate(sitemap):
                if number >= _MOST_SITEMAP_URLS:
                    break
                address = str(entry.get("loc", ""))
                if sitemap.type == "sitemapindex":
                    self._named_sitemaps.append(address)
                elif clean(address):
                    self._frontier.add(clean(address), found_by="sitemap")
        yield from self._next()

    def _no_sitemap(self, failure: Failure) -> Iterator[Request]:  # noqa: ARG002
        yield from self._next()

    def _take_links(self, look: Look) -> None:
        for link in look.links:
            if link.behind is not None:
                self._frontier.add(link.url, label=link.label, lang=look.page.lang, link=link)

    def _keep_redirect(self, target: Target, response: Response) -> None:
        """An address that leads to a page already looked at: the graph needs the edge, nobody needs the page twice."""
        self._keep(Look(page=Page(url=target.url, final_url=response.url, status=response.status, detail="redirect"), found_by=target.found_by))

    def _done(self, look: Look) -> None:
        self._looked += 1
        self._blocks = self._blocks + 1 if look.page.state == "blocked" else 0
        if self._blocks >= _BLOCKS_IN_A_ROW:
            self._stopped_by, self._detail = "blocked", f"{self._blocks} pages in a row were refused: {look.page.detail}."
        self._keep(look)

    # Reading

    def _parse(self, response: Response, *, rendered: bool = False, requests: tuple[str, ...] = ()) -> ParsedPage:
        html: str | bytes = response.text if isinstance(response, TextResponse) else response.body
        page = parse(html, response.url, country=self._country, rendered=rendered, requests=requests)
        if not self._country:
            self._country = page.country = country.infer(page)
        return page

    def _look(self, page: ParsedPage, response: Response, target: Target) -> Look:
        headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
        look = look_at(page, asked=target.url, status=response.status, headers=headers, found_by=target.found_by)
        if look.page.state == "ok" and self._home and self._is_not_found(look):
            update = {"state": "soft-404", "detail": "it shows what the site shows for an address that does not exist"}
            look = look.model_copy(update={"page": look.page.model_copy(update=update)})
        return look

    def _is_not_found(self, look: Look) -> bool:
        return same_page(look.fingerprint, self._not_found)

    def _kinds(self, look: Look, target: Target) -> tuple[PageKind, ...]:
        labels = (target.label,) if target.label else ()
        return kinds_of(look.page.final_url, look.page.title, look.headings, labels, look.page.lang, is_home=not self._home)

    def _wants_browser(self, page: ParsedPage, look: Look) -> bool:
        if not self._browser or self._rendered >= self.job.max_rendered or look.page.state not in ("ok", "login", "blocked"):
            return False
        if look.page.state == "blocked":
            return False
        kinds = self._kinds(look, Target((0, 0, look.page.url, "", "")))
        return worth_rendering(kinds, self._kinds_rendered, empty=needs_script(page), scripted_site=self._scripted_site)

    def _render(self, target: Target, served: Look) -> Request:
        request = self._request(served.page.final_url, self._rendered_page, self._render_failed, target=target, served=served)
        wish = Wish(folder=self._pages, name=f"{self._looked + 1:03d}")
        request.meta.update(playwright=True, playwright_include_page=True, wish=wish)
        if self._tab is not None:
            request.meta["playwright_page"] = self._tab
        return request


def _media(response: Response) -> str:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip()
    return f"it is {kind or 'no web page'}, not a web page"
