"""Reading: a page's bytes in, a look out. Pure; the same bytes give the same look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from bs4 import Tag

from spiders.evidence import Channel, Form, Identifier, Mention, Page, Promise
from spiders.extract import Observation, extract
from spiders.look import Link, Look
from spiders.page import ParsedPage, box, text_of
from spiders.scent import is_page
from spiders.states import DATA, fingerprint, state_of
from spiders.urls import clean, key, same_site

__all__ = ["links_of", "look_at", "needs_script"]

T = TypeVar("T", Channel, Form, Identifier, Mention, Promise)

_SCRIPTED_TARGET = re.compile(r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)['"]""")
_LABEL_LENGTH = 120
_MOST_LINKS = 1500
_MOST_HEADINGS = 5


def look_at(page: ParsedPage, *, asked: str, status: int, headers: Mapping[str, str], found_by: str = "link") -> Look:
    """
    All that the page shows.

    Args:
        asked: The address that was asked for, before redirects.
        headers: Response headers, names in lower case.
    """
    state, detail = state_of(page, status, headers)
    links = links_of(page)
    seen = list(extract(page)) if state in ("ok", "login") else []
    title = page.soup.title.get_text(" ", strip=True) if page.soup.title else ""
    headings = [text_of(h)[:_LABEL_LENGTH] for h in page.named("h1")[:_MOST_HEADINGS]]
    return Look(
        page=Page(
            url=asked,
            final_url=page.url,
            status=status,
            state=state,
            detail=detail,
            title=re.sub(r"\s+", " ", title)[:200],
            lang=page.lang,
            rendered=page.rendered,
            links=len({key(link.url) for link in links if same_site(link.url, page.url)}),
            words=len(page.text.split()),
        ),
        links=tuple(links),
        headings=tuple(heading for heading in headings if heading),
        channels=_only(Channel, seen),
        forms=_only(Form, seen),
        mentions=_only(Mention, seen),
        promises=_only(Promise, seen),
        identifiers=_only(Identifier, seen),
        found_by=found_by,
        fingerprint=fingerprint(page),
    )


def needs_script(page: ParsedPage) -> bool:
    """Whether a served page is an empty shell that scripts will fill."""
    return len(page.text.split()) < int(DATA["empty_words"]) and bool(page.named("script"))


def links_of(page: ParsedPage) -> list[Link]:
    """Every link to a page of this or another site, in reading order; frames are links that cost no click."""
    links: list[Link] = []
    seen: set[tuple[str, str, str]] = set()
    for tag, href in _targets(page):
        absolute = page.absolute(href)
        url = clean(absolute)
        if not url or not is_page(url):
            continue
        place = page.place(tag)
        label = text_of(tag)[:_LABEL_LENGTH]
        identity = (url, label, place.region)
        if identity in seen:
            continue
        seen.add(identity)
        links.append(
            Link(
                url=url,
                label=label,
                fragment=absolute.partition("#")[2][:80],
                region=place.region,
                behind=place.behind,
                frame=tag.name in ("frame", "iframe"),
                box=box(tag),
            )
        )
        if len(links) >= _MOST_LINKS:
            break
    return links


def _targets(page: ParsedPage) -> Iterator[tuple[Tag, str]]:
    for tag in page.named("a", "area", "frame", "iframe", "button", "div", "li", "option", "meta"):
        if tag.name in ("a", "area"):
            href = str(tag.get("href") or "")
            if href and not href.lower().lstrip().startswith(("javascript:", "mailto:", "tel:")):
                yield tag, href
                continue
        elif tag.name in ("frame", "iframe"):
            if tag.get("src"):
                yield tag, str(tag["src"])
            continue
        elif tag.name == "meta":
            refresh = re.search(r"url\s*=\s*['\"]?([^'\"]+)", str(tag.get("content") or ""), re.I)
            if refresh and str(tag.get("http-equiv") or "").lower() == "refresh":
                yield tag, refresh[1]
            continue
        script = str(tag.get("onclick") or "") or str(tag.get("href") or "")
        target = _SCRIPTED_TARGET.search(script) if script else None
        if target:
            yield tag, target[1]
        elif tag.get("data-href"):
            yield tag, str(tag["data-href"])


def _only(kind: type[T], seen: Sequence[Observation]) -> tuple[T, ...]:
    return tuple(one for one in seen if isinstance(one, kind))
