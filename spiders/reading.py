"""Reading one site: what has been learnt of it (its country, its "not found" page) goes into the reading of the next page."""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy.http import HtmlResponse, Response, XmlResponse

from spiders import country
from spiders.audited import audited
from spiders.browser.snapshot import Snapshot
from spiders.evidence import Page, PageKind, PageState
from spiders.kinds import kinds_of
from spiders.look import Look
from spiders.page import ParsedPage, parse
from spiders.page.decode import decoded, mended, misread
from spiders.probe import Probes
from spiders.reader import headings_of, look_at, needs_script, title_of
from spiders.said import say
from spiders.states import fingerprint, of_status
from spiders.urls import route_of

__all__ = ["Reading", "changed", "kinds", "no_page", "unread", "with_route"]

logger = logging.getLogger(__name__)

_XML_HEAD = 1000
_OBSERVED = ("channels", "forms", "mentions", "promises", "identifiers", "pictures", "hints")


class Reading:
    """
    Turns responses into looks.

    Attributes:
        country: ISO 3166 of the company; inferred from the first page that tells where it was not given.
        probes: What the site's hosts show for addresses that are not there.
    """

    def __init__(self, country: str) -> None:
        self.country = country
        self.probes = Probes()
        self._misread: dict[str, str] = {}

    def parse(self, response: Response, snapshot: Snapshot | None = None) -> ParsedPage:
        """The page of a response; `snapshot` is what the browser saw, where it is a rendered page."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if snapshot:
            html = mended(response.body.decode("utf-8", "replace"), self._misread)
        else:
            html = decoded(response.body, kind, self.country or country.of_address(response.url))
            self._misread |= misread(response.body, html, kind)
        page = parse(
            html,
            response.url,
            country=self.country,
            rendered=snapshot is not None,
            requests=snapshot.requests if snapshot else (),
            variables=snapshot.variables if snapshot else (),
        )
        page.cut = page.cut or (snapshot is not None and snapshot.cut)
        if not self.country:
            self.country = page.country = country.infer(page)
        return page

    def read(
        self, response: Response, place: Path, *, asked: str, found_by: str, is_home: bool, snapshot: Snapshot | None = None
    ) -> Look:
        """Keep the page's bytes at `place`, as .html or .dom.html, and read them."""
        file = place.with_name(f"{place.name}.{'dom.html' if snapshot else 'html'}")
        file.write_bytes(response.body)
        look = self.attempt(response, asked=asked, found_by=found_by, is_home=is_home, snapshot=snapshot)
        return changed(look, **{"dom" if snapshot else "served": f"{place.parent.name}/{file.name}"})

    def attempt(self, response: Response, *, asked: str, found_by: str, is_home: bool, snapshot: Snapshot | None = None) -> Look:
        """What the page shows, as `look`; a fault of ours in reading it costs this page and no other."""
        try:
            return self.look(response, asked=asked, found_by=found_by, is_home=is_home, snapshot=snapshot)
        except Exception as error:
            logger.exception("%s could not be read", response.url)
            detail = say("it could not be read: {error}", error=type(error).__name__)
            return unread(response, asked=asked, found_by=found_by, state="crashed", detail=detail)

    def look(self, response: Response, *, asked: str, found_by: str, is_home: bool, snapshot: Snapshot | None = None) -> Look:
        """
        What the page shows; a page like the one for an address that does not exist is a soft 404, the home page never.

        Args:
            asked: The address that was asked for, before redirects.
            snapshot: What the browser saw, where the response is a rendered page.
        """
        page = self.parse(response, snapshot)
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        }
        look = look_at(page, asked=asked, status=response.status, headers=headers, found_by=found_by, is_home=is_home)
        look = changed(look, needs_script=snapshot is None and needs_script(page))
        if snapshot and snapshot.axe is not None:
            look = look.model_copy(update={"accessibility": audited(snapshot.axe, page)})
        if is_home or look.page.state != "ok" or look.page.needs_script or not self.probes.nothing_there(look):
            return look
        return changed(
            look.model_copy(update=dict.fromkeys(_OBSERVED, ())),
            state="soft-404",
            detail=say("it shows what the site shows for an address that does not exist"),
        )

    def learn_not_found(self, response: Response, asked: str) -> None:
        """Remember what a host answers, with status 200, for an address that cannot be there."""
        if response.status != 200 or not isinstance(response, HtmlResponse):
            return
        page = self.parse(response)
        shown = Page(url=asked, final_url=response.url, title=title_of(page))
        self.probes.learn(asked, Look(page=shown, headings=headings_of(page), fingerprint=fingerprint(page)))


def kinds(look: Look, label: str, *, is_home: bool) -> tuple[PageKind, ...]:
    """The page's kinds as far as they can be told while crawling, by the one link that led to it."""
    page = look.page
    return kinds_of(page.final_url, page.title, look.headings, (label,) if label else (), page.lang, is_home=is_home)


def no_page(response: Response, *, asked: str, found_by: str) -> Look:
    """A look at an answer that is no web page."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip()
    state, detail = of_status(response.status) or (
        "not-html",
        say("it is {kind}, not a web page", kind=kind or say("no web page")),
    )
    return unread(response, asked=asked, found_by=found_by, state=state, detail=detail)


def unread(response: Response, *, asked: str, found_by: str, state: PageState = "ok", detail: str = "") -> Look:
    """A look at an answer of which nothing is read."""
    page = Page(url=asked, final_url=response.url, status=response.status, state=state, detail=detail)
    return Look(page=page, found_by=found_by)


def changed(look: Look, **update: object) -> Look:
    """The look with some fields of its page replaced."""
    return look.model_copy(update={"page": look.page.model_copy(update=update)})


def with_route(response: Response, asked: str) -> Response:
    """The response under its full address: servers are not told what follows the `#`; XHTML served as XML is a page too."""
    if isinstance(response, XmlResponse) and b"<html" in response.body[:_XML_HEAD].lower():
        response = response.replace(cls=HtmlResponse)
    route = route_of(asked)
    return response.replace(url=f"{response.url}#{route}") if route and "#" not in response.url else response
