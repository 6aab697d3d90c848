"""Reading one site: what has been learnt of it (its country, its "not found" page) goes into the reading of the next page."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

from spiders import country
from spiders.browser import Snapshot
from spiders.evidence import Page, PageKind, PageState
from spiders.kinds import kinds_of
from spiders.look import Look
from spiders.page import ParsedPage, parse
from spiders.reader import headings_of, look_at, needs_script, title_of
from spiders.states import fingerprint, of_status, same_page
from spiders.urls import route_of

__all__ = ["Reading", "changed", "kinds", "no_page", "unread", "with_route"]

_OBSERVED = ("channels", "forms", "mentions", "promises", "identifiers", "pictures", "hints")


class Reading:
    """
    Turns responses into looks.

    Attributes:
        country: ISO 3166 of the company; inferred from the first page that tells where it was not given.
    """

    def __init__(self, country: str) -> None:
        self.country = country
        self._not_found: Look | None = None

    def parse(self, response: Response, *, rendered: bool = False, requests: tuple[str, ...] = ()) -> ParsedPage:
        """The page of a response."""
        html: str | bytes = response.text if isinstance(response, TextResponse) else response.body
        page = parse(html, response.url, country=self.country, rendered=rendered, requests=requests)
        if not self.country:
            self.country = page.country = country.infer(page)
        return page

    def look(self, response: Response, *, asked: str, found_by: str, is_home: bool, snapshot: Snapshot | None = None) -> Look:
        """
        What the page shows; a page like the one for an address that does not exist is a soft 404, the home page never.

        Args:
            asked: The address that was asked for, before redirects.
            snapshot: What the browser saw, where the response is a rendered page.
        """
        page = self.parse(response, rendered=snapshot is not None, requests=snapshot.requests if snapshot else ())
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        }
        look = look_at(page, asked=asked, status=response.status, headers=headers, found_by=found_by, is_home=is_home)
        look = changed(look, needs_script=snapshot is None and needs_script(page))
        if is_home or look.page.state != "ok" or look.page.needs_script or not self._is_not_found(look):
            return look
        return changed(
            look.model_copy(update=dict.fromkeys(_OBSERVED, ())),
            state="soft-404",
            detail="it shows what the site shows for an address that does not exist",
        )

    def learn_not_found(self, response: Response) -> None:
        """Remember what the site answers, with status 200, for an address that cannot be there."""
        page = self.parse(response)
        self._not_found = Look(
            page=Page(url=response.url, final_url=response.url, title=title_of(page)),
            headings=headings_of(page),
            fingerprint=fingerprint(page),
        )

    def _is_not_found(self, look: Look) -> bool:
        """Whether it is that answer again; a title or heading of its own makes a page of the same menu and footer another one."""
        known = self._not_found
        if known is None or (look.page.title, look.headings) != (known.page.title, known.headings):
            return False
        return same_page(look.fingerprint, known.fingerprint)


def kinds(look: Look, label: str, *, is_home: bool) -> tuple[PageKind, ...]:
    """The page's kinds as far as they can be told while crawling, by the one link that led to it."""
    page = look.page
    return kinds_of(page.final_url, page.title, look.headings, (label,) if label else (), page.lang, is_home=is_home)


def no_page(response: Response, *, asked: str, found_by: str) -> Look:
    """A look at an answer that is no web page."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip()
    state, detail = of_status(response.status) or ("not-html", f"it is {kind or 'no web page'}, not a web page")
    return unread(response, asked=asked, found_by=found_by, state=state, detail=detail)


def unread(response: Response, *, asked: str, found_by: str, state: PageState = "ok", detail: str = "") -> Look:
    """A look at an answer of which nothing is read."""
    page = Page(url=asked, final_url=response.url, status=response.status, state=state, detail=detail)
    return Look(page=page, found_by=found_by)


def changed(look: Look, **update: object) -> Look:
    """The look with some fields of its page replaced."""
    return look.model_copy(update={"page": look.page.model_copy(update=update)})


def with_route(response: Response, asked: str) -> Response:
    """The response under its full address: servers are not told what follows the `#`."""
    route = route_of(asked)
    return response.replace(url=f"{response.url}#{route}") if route and "#" not in response.url else response
