"""Assembling: the looks of a site's pages in, its evidence out. Pure: the same journal gives the same evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spiders.evidence import (
    AROUND,
    BrokenLink,
    Channel,
    Coverage,
    Evidence,
    Journey,
    Owner,
    Page,
    Sighting,
    Site,
    Skipped,
)
from spiders.job import Job
from spiders.kinds import kinds_of
from spiders.look import End, Look
from spiders.urls import host_of, key
from spiders.whole.contacts import candidates, chosen
from spiders.whole.deadends import dead_ends
from spiders.whole.disclosed import fold
from spiders.whole.findability import findability
from spiders.whole.graph import ClickGraph, build
from spiders.whole.helpmap import help_map
from spiders.whole.spots import spots
from spiders.whole.walked import measured

__all__ = ["assemble", "merge", "pages_of"]

_RUNGS = ("wording", "script", "launcher", "opened")
_MOST_SIGHTINGS = 60


def pages_of(looks: Sequence[Look]) -> tuple[Page, ...]:
    """The pages of a site with their kinds and how they are reached; the first look is the home page."""
    return _pages(looks, build(looks))


def _pages(looks: Sequence[Look], graph: ClickGraph) -> tuple[Page, ...]:
    return tuple(_page(look, graph, is_home=number == 0) for number, look in enumerate(looks) if not look.redirect)


def assemble(job: Job, looks: Sequence[Look], end: End, walked: Sequence[Journey] = ()) -> Evidence:
    """The evidence of one look at a site, and of the walks on it."""
    looks = fold(looks)
    graph = build(looks)
    pages = _pages(looks, graph)
    journeys = measured(walked, looks, graph)
    seen = [look for look in looks if not look.redirect]
    channels = merge((channel for look in seen for channel in look.channels), {page.final_url: page for page in pages})
    offered = candidates(seen, pages, channels, graph)
    places = spots(seen, pages, channels, graph)
    ends = dead_ends(places, end.country, journeys)
    home = looks[0].page.final_url if looks else job.start_url
    languages = Counter(page.lang for page in pages if page.lang)
    forms = tuple(form for look in seen for form in look.forms)
    return Evidence(
        site=Site(
            start_url=job.start_url,
            final_url=home,
            host=host_of(home),
            name=job.name,
            country=end.country or None,
            languages=tuple(sorted(languages, key=lambda lang: (-languages[lang], lang))),
        ),
        coverage=Coverage(
            pages_fetched=sum(page.status is not None for page in pages),
            pages_rendered=sum(page.rendered for page in pages),
            pages_known=max(end.known, len(pages)),
            stopped_by=end.stopped_by,
            skipped=tuple(Skipped(url=url, reason=reason) for url, reason in end.skipped),
            detail=end.detail,
            quick=job.quick,
        ),
        pages=pages,
        channels=channels,
        contact_page=chosen(offered),
        contact_candidates=offered,
        forms=forms,
        dead_ends=ends,
        help_map=help_map(places, ends),
        broken_links=_broken(seen, pages, graph),
        journeys=journeys,
        findability=findability(looks, pages, channels, graph),
        promises=tuple(promise for look in seen for promise in look.promises),
        mentions=tuple(mention for look in seen for mention in look.mentions),
        identifiers=tuple(dict.fromkeys(identifier for look in seen for identifier in look.identifiers)),
        pictures=tuple(dict.fromkeys(picture for look in seen for picture in look.pictures)),
        hints=tuple(dict.fromkeys(hint for look in seen for hint in look.hints)),
        consents=tuple(look.consent for look in seen if look.consent),
        accessibility=tuple(look.accessibility for look in seen if look.accessibility),
    )


def _page(look: Look, graph: ClickGraph, *, is_home: bool) -> Page:
    here = key(look.page.final_url)
    reach = graph.reach.get(here)
    kinds = kinds_of(
        look.page.final_url,
        look.page.title,
        look.headings,
        graph.labels.get(here, ()),
        look.page.lang,
        is_home=is_home,
        forms=tuple(form.kind for form in look.forms),
        said=tuple(mention.concept for mention in look.mentions if mention.form == "text" and mention.region not in AROUND),
    )
    update: dict[str, object] = {"kinds": ("not-found",) if look.page.state in ("broken", "soft-404") else kinds}
    if reach:
        update |= {"clicks": reach.clicks, "depth_actions": reach.actions, "path": reach.path}
    return look.page.model_copy(update=update)


def merge(channels: Iterable[Channel], pages: dict[str, Page]) -> tuple[Channel, ...]:
    """Channels with the same kind and value as one, with all their sightings; nearest to the home page first."""
    groups: dict[tuple[str, str], list[Channel]] = {}
    for channel in channels:
        groups.setdefault((channel.kind, channel.value), []).append(channel)
    merged = [_merged(group, pages) for group in groups.values()]
    return tuple(sorted(merged, key=lambda c: (c.kind, c.clicks is None, c.clicks or 0, c.value)))


def _merged(group: Sequence[Channel], pages: dict[str, Page]) -> Channel:
    def distance(sighting: Sighting) -> tuple[bool, int]:
        page = pages.get(sighting.page)
        clicks = page.clicks if page else None
        return (clicks is None, clicks or 0)

    group = sorted(group, key=lambda c: min(map(distance, c.sightings), default=(True, 0)))
    sightings = sorted((sighting for channel in group for sighting in channel.sightings), key=distance)
    visible = [distance(sighting) for sighting in sightings if sighting.visible]
    nearest = min(visible, default=(True, 0))
    rungs = [channel.rung for channel in group if channel.rung]
    return group[0].model_copy(
        update={
            "owner": _owner(group),
            "purpose": next((c.purpose for c in group if c.purpose != "unknown"), "unknown"),
            "cost": next((c.cost for c in group if c.cost != "unknown"), "unknown"),
            "hours": next((c.hours for c in group if c.hours), None),
            "rung": max(rungs, key=_RUNGS.index) if rungs else None,
            "unread": any(c.unread for c in group),
            "chat": max((c.chat for c in group if c.chat), key=lambda chat: chat.probe is not None, default=None),
            "clicks": None if nearest[0] else nearest[1],
            "sightings": tuple(sightings[:_MOST_SIGHTINGS]),
        }
    )


def _owner(group: Sequence[Channel]) -> Owner:
    """Own where any sighting says so; someone else's only where every sighting that tells says so."""
    owners = {channel.owner for channel in group}
    if "own" in owners:
        return "own"
    return "third-party" if "third-party" in owners else "unknown"


def _broken(looks: Sequence[Look], pages: Sequence[Page], graph: ClickGraph) -> tuple[BrokenLink, ...]:
    """Visible links that lead to an error, a soft 404 or a placeholder; one for each page, target and label."""
    bad = {key(page.final_url): page for page in pages if page.state in ("broken", "soft-404")}
    found = {
        BrokenLink(from_=look.page.final_url, to=bad[there].final_url, label=link.label, status=bad[there].status): None
        for look in looks
        for there, link in graph.edges.get(key(look.page.final_url), ())
        if there in bad
    }
    return tuple(found)
