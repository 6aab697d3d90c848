"""The site's own contact page, from its pages, their channels and the links that lead to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spiders.evidence import AROUND, Channel, ContactCandidate, ContactPage, Page
from spiders.look import Look
from spiders.urls import key
from spiders.whole.contactpage import LinkFact, PageFact, rank
from spiders.whole.graph import ClickGraph

__all__ = ["candidates", "chosen"]

_MOST = 12


def candidates(
    looks: Sequence[Look], pages: Sequence[Page], channels: Sequence[Channel], graph: ClickGraph
) -> tuple[ContactCandidate, ...]:
    """The pages that could be the contact page, the best first; at most `_MOST`."""
    counts: dict[str, Counter[str]] = {}
    content: dict[str, set[str]] = {}
    for channel in channels:
        if channel.owner != "third-party":
            for page in {sighting.page for sighting in channel.sightings if sighting.visible}:
                counts.setdefault(page, Counter())[channel.kind] += 1
            for sighting in channel.sightings:
                if sighting.visible and sighting.region not in AROUND:
                    content.setdefault(sighting.page, set()).add(channel.kind)
    facts = [
        PageFact(
            page.final_url,
            page.kinds,
            page.clicks,
            counts.get(page.final_url, {}),
            title=page.title,
            lang=page.lang,
            content=frozenset(content.get(page.final_url, ())),
        )
        for page in pages
        if page.state in ("ok", "login")
    ]
    return rank(_links(looks, graph), facts)[:_MOST]


def chosen(candidates: Sequence[ContactCandidate]) -> ContactPage | None:
    """The page that the site itself offers as its contact page: the first of the candidates, or None where there is none."""
    return next((ContactPage(url=c.url, clicks=c.clicks, label=c.label, region=c.region, named=c.named) for c in candidates), None)


def _links(looks: Sequence[Look], graph: ClickGraph) -> list[LinkFact]:
    home = looks[0].page.final_url if looks else ""
    here = {key(look.page.final_url): look for look in looks}
    return [
        LinkFact(
            label=link.label,
            to=graph.pages[there],
            fragment=link.fragment,
            region=link.region,
            lang=look.page.lang,
            on_home=look.page.final_url == home,
        )
        for page, look in here.items()
        for there, link in graph.edges.get(page, ())
        if there in graph.pages
    ]
