"""Reading: a page's bytes in, a look out. Pure; the same bytes give the same look."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from spiders.browser.closed import closed_on
from spiders.evidence import Channel, Form, Hint, Identifier, Mention, Page, Picture, Promise
from spiders.extract import Observation, extract
from spiders.look import Closed, Link, Look
from spiders.page import ParsedPage
from spiders.page.doors import doors_of
from spiders.page.elements import box, text_of
from spiders.page.leads import AT_ONCE, FRAMES, leads
from spiders.page.places import TOP
from spiders.said import say
from spiders.scent import is_page
from spiders.states import DATA, fingerprint, state_of
from spiders.urls import clean, key, same_site

__all__ = ["framed", "headings_of", "links_of", "look_at", "needs_script", "title_of"]

logger = logging.getLogger(__name__)

T = TypeVar("T", Channel, Form, Hint, Identifier, Mention, Picture, Promise)

_NO_CLICK = FRAMES | AT_ONCE
_LABEL_LENGTH = 120
_MOST_LINKS = 1500
_MOST_LEADS = 10_000
"""So many elements are asked where they lead; each takes half a millisecond."""
_MOST_HEADINGS = 5


def look_at(
    page: ParsedPage, *, asked: str, status: int, headers: Mapping[str, str], found_by: str = "link", is_home: bool = False
) -> Look:
    """
    All that the page shows; a fault of ours in reading it makes its state "crashed", and its links still count.

    Args:
        asked: The address that was asked for, before redirects.
        headers: Response headers, names in lower case.
        is_home: It is the page that was named, so that it is found, whatever it says.
    """
    state, detail = state_of(page, status, headers)
    if is_home and state == "soft-404":
        state, detail = "ok", ""
    links = links_of(page)
    seen: list[Observation] = []
    closed: tuple[Closed, ...] = ()
    if state in ("ok", "login"):
        try:
            seen = list(extract(page))
            closed = closed_on(page)
        except Exception as error:
            logger.exception("%s could not be read", page.url)
            state, detail = "crashed", say("it could not be read: {error}", error=type(error).__name__)
    if page.cut and not detail:
        detail = say("it is longer than is read of a page")
    return Look(
        page=Page(
            url=asked,
            final_url=page.url,
            status=status,
            state=state,
            detail=detail,
            title=title_of(page),
            lang=page.lang,
            rendered=page.rendered,
            links=len({key(link.url) for link in links if same_site(link.url, page.url)}),
            words=len(page.text.split()),
            cut=page.cut,
        ),
        links=tuple(links),
        headings=headings_of(page),
        channels=_only(Channel, seen),
        forms=_only(Form, seen),
        mentions=_only(Mention, seen),
        promises=_only(Promise, seen),
        identifiers=_only(Identifier, seen),
        pictures=_only(Picture, seen),
        hints=_only(Hint, seen),
        closed=closed,
        doors=doors_of(page),
        found_by=found_by,
        fingerprint=fingerprint(page),
        country=page.country,
    )


def title_of(page: ParsedPage) -> str:
    """The page's title on one line, or ""."""
    title = page.soup.title.get_text(" ", strip=True) if page.soup.title else ""
    return re.sub(r"\s+", " ", title)[:200]


def headings_of(page: ParsedPage) -> tuple[str, ...]:
    """The texts of the first h1 elements that have any."""
    headings = (text_of(heading)[:_LABEL_LENGTH] for heading in page.named("h1")[:_MOST_HEADINGS])
    return tuple(heading for heading in headings if heading)


def needs_script(page: ParsedPage) -> bool:
    """Whether a served page is an empty shell that scripts will fill."""
    return len(page.text.split()) < int(DATA["empty_words"]) and bool(page.named("script"))


def framed(look: Look) -> str:
    """The page of another site that a page is nothing but a frame around, as registrars forward a domain; or ""."""
    shown = [link for link in look.links if link.behind is not None]
    bare = len(shown) == 1 and shown[0].frame and not look.page.words and not look.page.needs_script
    return shown[0].url if bare and not same_site(shown[0].url, look.page.final_url) else ""


def links_of(page: ParsedPage) -> list[Link]:
    """Every link to a page of this or another site, in reading order; frames are links that cost no click."""
    links: dict[tuple[str, str, str], Link] = {}
    for tag, href in page.first(leads(page), _MOST_LEADS):
        absolute = page.absolute(href)
        url = clean(absolute)
        if not url or not is_page(url):
            continue
        # What sends a page on by itself stands in the head, unseen, and yet leads there.
        place = TOP if tag.name in AT_ONCE else page.place(tag)
        label = "" if tag.name in _NO_CLICK else page.label(tag)[:_LABEL_LENGTH]
        link = Link(
            url=url,
            label=label,
            fragment=absolute.partition("#")[2][:80],
            region=place.region,
            behind=place.behind,
            desktop=place.desktop,
            mobile=place.mobile,
            frame=tag.name in _NO_CLICK,
            box=box(tag),
        )
        identity = (url, label, place.region)
        if identity in links:
            links[identity] = _sooner(links[identity], link)
        elif len(links) < _MOST_LINKS:
            links[identity] = link
        else:
            page.cut = True
    return list(links.values())


def _sooner(one: Link, other: Link) -> Link:
    """The same link in two places, as a menu for each size has it: what shows sooner, at each size."""
    desktop, mobile = (_least(pair) for pair in ((one.desktop, other.desktop), (one.mobile, other.mobile)))
    if (desktop, mobile) == (one.desktop, one.mobile):
        return one
    return one.model_copy(
        update={"behind": _least((one.behind, other.behind)), "desktop": desktop, "mobile": mobile, "box": one.box or other.box}
    )


def _least(behind: tuple[int | None, int | None]) -> int | None:
    return min((number for number in behind if number is not None), default=None)


def _only(kind: type[T], seen: Sequence[Observation]) -> tuple[T, ...]:
    return tuple(one for one in seen if isinstance(one, kind))
