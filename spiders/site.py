"""
The spider: goes through a site as a customer in need would, most promising link first, one request at a time.

It decides only where to go next and whether a page is worth the browser; reading is in reader.py. Every page is handed to
`keep` as soon as it is known, so that an end at any moment loses nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from spiders.asking import Asking
from spiders.browser.snapshot import Snapshot
from spiders.browser.visit import Plan
from spiders.browser.visits import Visits
from spiders.evidence import Journey, Page, Skipped, StoppedBy
from spiders.failures import could_not_start, explain
from spiders.job import Job
from spiders.look import End, Look
from spiders.net.held import HeldMiddleware, UnheldError
from spiders.net.robots import SafeRobotsMiddleware
from spiders.plan import Frontier, RenderBudget, Target
from spiders.reader import framed
from spiders.reading import Reading, changed, kinds, no_page, unread, with_route
from spiders.said import say
from spiders.sitemap import entries
from spiders.urls import key, route_of, same_site
from spiders.walking import Walking

__all__ = ["SiteSpider"]

_MOST_SITEMAPS = 5
_BLOCKS_IN_A_ROW = 3
_MOST_FRAMES = 2
_WORSE = frozenset({"blocked", "broken", "crashed"})
_WHY_LEFT = {"page-budget": say("page budget used up"), "time-budget": say("time used up")}
_SCRIPTED_SHARE = 0.5
"""A site whose served home page holds less than this share of the rendered words has its content put in by script."""


class SiteSpider(scrapy.Spider):
    """
    One look at one site.

    Args:
        job: What to look at.
        keep: Called with every look and then every journey, in the order they were made.
        finish: Called once with how it ended.
        browser: What the browser is and how it runs, in words; "" where none is used.

    Attributes:
        home: The address of the home page, "" as long as it was not looked at.
    """

    name = "site"

    def __init__(self, job: Job, keep: Callable[[Look | Journey], None], finish: Callable[[End], None], browser: str = "") -> None:
        super().__init__()
        self.job, self._keep, self._finish, self._browser = job, keep, finish, browser
        self._reading, self._frontier = Reading(job.country), Frontier(job.start_url)
        self._visits, self._pages = Visits(job.max_visits, ocr=job.ocr, probe=job.chat_probe), Path(job.folder) / "pages"
        walks = bool(browser) and job.walks and job.clicks
        self._asking = Asking(self._pages, job.page_seconds, job.max_seconds, walks=walks)
        self._walking = Walking(job, self._asking, self._reading, keep, self._rules, on=walks)
        self._answered = self._looked = self._blocks = self._sitemaps_read = 0
        self._budget = RenderBudget(job.max_rendered if browser else 0, axe=job.axe)
        self._sitemaps, self._skipped = list[str](), list[Skipped]()
        self._stopped_by: StoppedBy | None = None
        self.home = self._detail = self._fault = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build it for one crawl, and hear when that has nothing left to ask."""
        made = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(made._idle, signals.spider_idle)
        return made

    def _rules(self) -> SafeRobotsMiddleware | None:
        return self.crawler.get_downloader_middleware(SafeRobotsMiddleware)

    async def start(self) -> AsyncIterator[Request]:
        self._pages.mkdir(exist_ok=True)
        self._frontier.see(self.job.start_url)
        yield self._fetch(Target((0, 0, self.job.start_url, "", "start")))

    def closed(self, reason: str) -> None:
        """Say how it ended; "done" only where nothing was left, and no fault of ours (no memory) can have cost a page's links."""
        whole = "page-budget" if self.job.quick and any(route_of(one.url) for one in self._skipped) else "done"
        empty = self._frontier.empty and not self.crawler.stats.get_value("spider_exceptions/count")
        stopped = self._stopped_by or (whole if reason == "finished" and empty else "time-budget")
        why = self._detail or (say("The look was cut short.") if stopped == "time-budget" and not self._over() else "")
        left = self._frontier.left(_WHY_LEFT.get(stopped, "not reached"))
        held = self.crawler.get_downloader_middleware(HeldMiddleware)
        self._finish(
            End(
                stopped_by=stopped,
                detail=why,
                known=self._frontier.known,
                skipped=tuple((one.url, one.reason) for one in (*self._skipped, *left)),
                country=self._reading.country,
                browser=self._browser,
                fault=self._fault,
                moved=tuple(sorted(held.led_to)) if held else (),
            )
        )

    def _next(self) -> Iterator[Request]:
        """The one request that follows, or none where the look is over."""
        if self._stopped_by:
            return
        if self._sitemaps and self._sitemaps_read < _MOST_SITEMAPS:
            self._sitemaps_read += 1
            yield self._asking.fetch(self._sitemaps.pop(0), self._sitemap, self._go_on)
            return
        if self.job.clicks and self._browser and self._asking.may_visit and (plan := self._visits.next()):
            yield self._asking.visit(plan, self._was_visited, self._go_on)
            return
        if not self._frontier.empty and (over := self._over()):
            self._stopped_by = over
            yield from self._walking.next()
            return
        while target := self._frontier.next():
            if not route_of(target.url) or self._budget.left:
                yield self._fetch(target)
                return
            self._skipped.append(Skipped(url=target.url, reason=say("only a browser shows it, and none was to be used for it")))
        yield from self._walking.next()

    def _idle(self) -> None:
        """Go on where a fault of ours has cut the chain of requests."""
        for request in self._next() if self.home else ():
            self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def _over(self) -> StoppedBy | None:
        """Which budget is used up, if one is."""
        if self._looked >= self.job.max_pages or self._answered >= 2 * self.job.max_pages:
            return "page-budget"
        return "time-budget" if self._asking.late else None

    def _fetch(self, target: Target) -> Request:
        return self._asking.fetch(target.url, self._fetched, self._failed, target=target)

    def _was_visited(self, response: Response, plan: Plan) -> Iterator[Request]:
        visit, snapshot = response.meta["visit"], response.meta["snapshot"]
        self._visits.done(visit)
        look = self._read(response, Target((0, 0, plan.url, "", "visit")), snapshot, name=response.meta["wish"].name)
        self._keep(changed(look, shots=tuple(snapshot.shots)).model_copy(update={"visit": visit}))
        yield from self._next()

    def _fetched(self, response: Response, target: Target) -> Iterator[Request]:
        """A page as served; it is kept, or first shown in the browser."""
        self._answered += 1
        response = with_route(response, target.url)
        if self.home and not same_site(response.url, self.home):
            self._skipped.append(Skipped(url=target.url, reason=say("leads to another site")))
            yield from self._next()
        elif self._leads_back(target.url, response.url):
            yield from self._led_back(response, target)
        elif not isinstance(response, HtmlResponse):
            yield from self._after(no_page(response, asked=target.url, found_by=target.found_by))
        elif self.home and (nowhere := self._reading.probes.due(response.url)):
            yield self._asking.fetch(nowhere, self._probed, self._go_on, asked=nowhere, page=response, target=target)
        else:
            yield from self._taken(response, target)

    def _probed(self, response: Response, asked: str, page: Response, target: Target) -> Iterator[Request]:
        """What another host of the site answers for a page that is not there; then its first page, which waits for that."""
        self._reading.learn_not_found(response, asked)
        yield from self._taken(page, target)

    def _taken(self, page: Response, target: Target) -> Iterator[Request]:
        look = self._read(page, target)
        if not self.home and self._answered <= _MOST_FRAMES and (url := framed(look)):
            yield self._fetch(Target((0, 0, url, "", "start")))
            return
        told = kinds(look, target.label, is_home=not self.home)
        if self._budget.wants(look, told, routed=bool(route_of(target.url))):
            axe, url = self._budget.spend(look, told), look.page.final_url
            yield self._asking.show(url, self._number, self._shown, self._not_shown, axe=axe, target=target, served=look)
        else:
            yield from self._after(look)

    def _shown(self, response: Response, target: Target, served: Look) -> Iterator[Request]:
        """A page as the browser showed it; what was served counts where the browser was refused or led away."""
        snapshot: Snapshot = response.meta["snapshot"]
        self._asking.keep_tab(response)
        if self.home and not same_site(response.url, self.home):
            detail = say("its script leads to another site ({page})", page=response.url[:120])
            yield from self._after(changed(served, detail=detail))
            return
        if self._leads_back(served.page.final_url, response.url):
            yield from self._led_back(response, target)
            return
        look = self._read(response, target, snapshot)
        if look.page.state in _WORSE and served.page.words and not served.page.needs_script:
            detail, unstable = say("not seen in the browser: {why}", why=look.page.sentence("detail")), look.page.state != "crashed"
            yield from self._after(changed(served, detail=detail, unstable=unstable))
            return
        shell = served.page.words < _SCRIPTED_SHARE * look.page.words
        if not self.home:
            self._budget.scripted_site = shell
        self._budget.rendered.update(kinds(look, target.label, is_home=not self.home))
        yield from self._after(changed(look, served=served.page.served, shots=tuple(snapshot.shots), needs_script=shell))

    def _leads_back(self, asked: str, url: str) -> bool:
        """Whether an address leads to another one that is known already; what it leads to is known from now on."""
        return bool(self.home) and key(url) != key(asked) and not self._frontier.see(url, by=asked)

    def _led_back(self, response: Response, target: Target) -> Iterator[Request]:
        """The graph needs the edge, nobody needs the page twice."""
        self._keep(unread(response, asked=target.url, found_by=target.found_by).model_copy(update={"redirect": True}))
        yield from self._next()

    def _failed(self, failure: Failure, target: Target) -> Iterator[Request]:
        state, detail = explain(failure)
        if state == "timeout" and self.home and self._asking.late:
            self._skipped.append(Skipped(url=target.url, reason=_WHY_LEFT["time-budget"]))
            self._stopped_by = "time-budget"
            yield from self._walking.next()
            return
        page = Page(url=target.url, final_url=target.url, state=state, detail=detail)
        yield from self._after(Look(page=page, found_by=target.found_by))

    def _not_shown(self, failure: Failure, target: Target, served: Look) -> Iterator[Request]:  # noqa: ARG002
        """The browser could not show a page that was served: what was served still counts, and why is said."""
        state, detail = explain(failure)
        self._asking.keep_tab(None)
        if could_not_start(failure):
            self._fault, self._stopped_by, self._detail = "browser", "unreachable", detail
        update = {} if served.page.words and not isinstance(failure.value, UnheldError) else {"state": state}
        yield from self._after(changed(served, detail=say("not seen in the browser: {why}", why=detail), **update))

    def _go_on(self, _: Failure, page: Response | None = None, target: Target | None = None, **__: object) -> Iterator[Request]:
        """What was asked for on the side did not come; the look does not depend on it, and a page that waited is taken."""
        yield from self._taken(page, target) if page and target else self._next()

    def _after(self, look: Look) -> Iterator[Request]:
        """Keep the look, take up its links, go on; after the home page first ask for an address that cannot be there."""
        self._looked += look.page.state != "robots"
        self._visits.take(look)
        self._blocks = self._blocks + 1 if look.page.state == "blocked" else 0
        self._keep(look)
        self._walking.take(look)
        if not self.home:
            if look.page.state not in ("ok", "login") and not (look.page.state == "crashed" and look.links):
                self._stopped_by = "blocked" if look.page.state in ("blocked", "robots") else "unreachable"
                self._detail = say("The home page could not be looked at: {why}.", why=look.page.sentence("detail"))
                return
            self.home = self._frontier.home = look.page.final_url
            self._frontier.see(self.home, by=self.job.start_url)
            self._take_links(look)
            nowhere = self._reading.probes.due(self.home)
            yield self._asking.fetch(nowhere, self._home_probed, self._go_on, asked=nowhere)
            return
        if self._blocks >= _BLOCKS_IN_A_ROW:
            why = look.page.sentence("detail")
            self._stopped_by, self._detail = "blocked", say("{n} pages in a row were refused: {why}.", n=self._blocks, why=why)
        self._take_links(look)
        yield from self._next()

    async def _home_probed(self, response: Response, asked: str) -> AsyncIterator[Request]:
        """What the site answers for a page that is not there; then which sitemaps it has."""
        self._reading.learn_not_found(response, asked)
        named = await rules.sitemaps(self.home) if (rules := self._rules()) is not None else ()
        self._sitemaps = [url for url in named if same_site(url, self.home)] or [urljoin(self.home, "/sitemap.xml")]
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

    def _read(self, response: Response, target: Target, snapshot: Snapshot | None = None, name: str = "") -> Look:
        place, is_home = self._pages / (name or self._number), not self.home
        return self._reading.read(response, place, asked=target.url, found_by=target.found_by, is_home=is_home, snapshot=snapshot)

    @property
    def _number(self) -> str:
        """What the files of the page that is looked at are called."""
        return f"{self._looked + 1:03d}"
