"""
Where the elements of a page lead, as written: links, areas, frames, pages that go on by themselves, what scripts do on a click.

Scripts are read, not run: an address counts where it is written out whole beside what goes there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders.page import ParsedPage
from spiders.page.elements import below
from spiders.urls import route_of

__all__ = ["AT_ONCE", "FRAMES", "leads"]

FRAMES = frozenset({"frame", "iframe"})
AT_ONCE = frozenset({"meta", "body"})
"""Elements by which a page goes on without anybody's doing."""

_LINKS = frozenset({"a", "area"})
_LEADING = FRAMES | AT_ONCE | _LINKS
_NEVER_CLICKED = frozenset({"style", "script", "link", "img"})
_LONGEST = 1000
_NO_PAGE = re.compile(r"(?:javascript|mailto|tel):", re.I)
_QUOTED = r"""\s*['"`]([^'"`]+)['"`](?!\s*\+)"""
_GOES_TO = re.compile(
    r"(?:location(?:\.(?:href|pathname))?\s*=|location\.(?:assign|replace)\(|\b(?:window|top|parent)\.(?:open|navigate)\("
    r"|\.(?:push|replace)State\([^()'\"`]*(?:['\"`][^'\"`]*['\"`])?\s*,|\bMM_goToURL\(\s*['\"][\w.]*['\"]\s*,)" + _QUOTED
)
_ROUTE = re.compile(r"location\.hash\s*=" + _QUOTED)
_OPENS = re.compile(
    r"\b(?!\w*(?:track|pageview))\w+\(\s*['\"]([^'\"\s]+\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm)(?:[?#][^'\"]*)?)['\"]\s*[,)]", re.I
)
"""A function of the page's own that is given a page's file name first, and does not count visits."""
_JUMPS = re.compile(r"location(?:\.href)?\s*=\s*\(?\s*[\w.]{1,80}[^'\"+]{0,80}value|jumpMenu", re.I)
"""A list of addresses that goes to the one that is chosen."""
_REFRESH = re.compile(r"\s*\d*(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.I)


def leads(page: ParsedPage) -> Iterator[tuple[Tag, str]]:
    """Every element that leads somewhere, and asks by GET, in reading order, with the address as written."""
    lists = (select for select in page.named("select") if _JUMPS.search(_of(select, "onchange")))
    listed = {id(option) for select in lists for option in below(select, "option")}
    for tag in page.named("option", *_LEADING, having=("onclick", "data-href")):
        if tag.name in _LEADING or "onclick" in tag.attrs or "data-href" in tag.attrs:
            target = _target(tag)
        else:
            target = _of(tag, "value") if id(tag) in listed else ""
        if target and _of(tag, "data-method").lower() in ("", "get"):
            yield tag, target


def _target(tag: Tag) -> str:
    """Where an element leads, as written; "" where it leads nowhere."""
    if tag.name in FRAMES:
        source = _of(tag, "src")
        return source if source and not source.startswith("about:") else _of(tag, "data-src")
    if tag.name == "meta":
        refreshes = _of(tag, "http-equiv").lower() == "refresh" and tag.find_parent("noscript") is None
        refresh = _REFRESH.match(_of(tag, "content")) if refreshes else None
        return refresh[1] if refresh else ""
    if tag.name == "body":
        return _scripted(_of(tag, "onload"))
    href = (_of(tag, "href") or _of(tag, "xlink:href")) if tag.name in _LINKS else ""
    if href and not _NO_PAGE.match(href) and (not href.startswith("#") or route_of(href)):
        return href
    instead = _scripted(f"{_of(tag, 'onclick')} {href if _NO_PAGE.match(href) else ''}") or _told(tag)
    return instead or ("" if _NO_PAGE.match(href) else href)


def _scripted(code: str) -> str:
    """The address that a script goes to."""
    code = code.strip()[:_LONGEST]
    if not code:
        return ""
    route = _ROUTE.search(code)
    if route:
        return f"#{route[1].removeprefix('#')}"
    goes = _GOES_TO.search(code) or _OPENS.search(code)
    return goes[1] if goes else ""


def _told(tag: Tag) -> str:
    """The address that an element keeps for a script; a social network's plug-in keeps one that nobody goes to."""
    if "data-href" not in tag.attrs or tag.name in _NEVER_CLICKED:
        return ""
    names = (str(name) for name in tag.get_attribute_list("class") if name)
    return "" if any(name.startswith("fb-") for name in names) else _of(tag, "data-href")


def _of(tag: Tag, attribute: str) -> str:
    return str(tag.attrs.get(attribute) or "").strip()
