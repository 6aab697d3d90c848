"""The options of a site: on each page the links whose words promise something for a job, as one who chooses by labels sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spiders import words
from spiders.evidence import UNSEEN, Channel, ChannelKind, Task
from spiders.journeys.arrival import in_first_screen
from spiders.journeys.choose import standing
from spiders.journeys.tasks import NUMBERS, TASKS, worth
from spiders.look import Link, Look
from spiders.urls import key, same_site
from spiders.whole.graph import ClickGraph, cost, shortest

__all__ = ["SIZE", "Option", "Site", "site_of"]

SIZE: Final = "desktop"
"""The size at which the simulated customers look."""

Edges = Mapping[str, tuple[tuple[str, Link], ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """
    A link that promises something for at least one job.

    Attributes:
        to: The key of the page it leads to.
        worth: What it is worth by its words and its place, by job; jobs for which it is no option are not in it.
        actions: One for the link, and one for each control that must be opened before it shows.
    """

    to: str
    worth: Mapping[Task, int]
    actions: int = 1


@dataclass(frozen=True, slots=True)
class Site:
    """
    The pages that were seen, by key; what a frame shows is part of the page around it.

    Attributes:
        looks: All that is seen on a page: its look, then those of its frames.
        options: The links of a page that promise anything, in reading order.
        near: The links between these pages, of those from one page to another the one that shows soonest.
    """

    looks: Mapping[str, tuple[Look, ...]]
    options: Mapping[str, tuple[Option, ...]]
    near: Edges

    def fewest(self, start: str, *, actions: bool) -> Mapping[str, int]:
        """The fewest clicks, or actions, from a page to each page that can be reached from it, whatever the labels say."""
        return {page: way[0] for page, way in shortest(start, self.near, actions=actions, viewport=SIZE).items()}


def site_of(looks: Sequence[Look], channels: Sequence[Channel], graph: ClickGraph) -> Site:
    """
    The site as simulated customers see it.

    Args:
        channels: The site's channels, merged: they tell whose a channel is and what it costs.
    """
    merged = {(channel.kind, channel.value): channel for channel in channels}
    own: dict[str, Look] = {}
    for look in looks:
        if not look.redirect and look.page.state not in UNSEEN:
            own.setdefault(key(look.page.final_url), _told(look, merged))
    edges = {page: tuple(edge for edge in graph.edges.get(page, ()) if edge[1].behind_at(SIZE) is not None) for page in own}
    parts = {page: tuple(_parts(page, edges)) for page in own}
    promises: dict[tuple[str, str], Mapping[Task, int]] = {}
    options = {page: tuple(_options(own[page], edges[page], promises)) for page in own}
    return Site(
        looks={page: tuple(own[part] for part in parts[page]) for page in own},
        options={page: tuple(o for part in parts[page] for o in options[part] if o.to not in parts[page]) for page in own},
        near={page: _soonest(edges[page], own) for page in own},
    )


def _told(look: Look, merged: Mapping[tuple[ChannelKind, str], Channel]) -> Look:
    """The look with all that the site as a whole tells of its channels."""
    whole = ((merged.get((channel.kind, channel.value), channel), channel.sightings) for channel in look.channels)
    return look.model_copy(update={"channels": tuple(one.model_copy(update={"sightings": seen}) for one, seen in whole)})


def _parts(page: str, edges: Edges) -> list[str]:
    """A page and all that its frames show, from the outside inwards."""
    parts = [page]
    for part in parts:
        parts += dict.fromkeys(there for there, link in edges[part] if link.frame and there in edges and there not in parts)
    return parts


def _options(
    look: Look, edges: Sequence[tuple[str, Link]], promises: dict[tuple[str, str], Mapping[Task, int]]
) -> Iterator[Option]:
    """`promises` keeps what labels promise, for most stand on every page."""
    lang = look.page.lang
    for there, link in edges:
        if not link.label or link.frame:
            continue
        told = promises.get((link.label, lang))
        if told is None:
            told = promises[link.label, lang] = _promises(link.label, lang)
        if told and (option := _option(there, link, told, look)):
            yield option


def _promises(label: str, lang: str) -> Mapping[Task, int]:
    told = {name: worth(task, label, lang) for name, task in TASKS.items()} if words.labels(label, lang) else {}
    return {name: points for name, points in told.items() if points >= NUMBERS.least}


def _option(there: str, link: Link, told: Mapping[Task, int], look: Look) -> Option | None:
    """The link as an option, by the same words and places as the walker's (`journeys.choose`)."""
    if not same_site(link.url, look.page.final_url):
        told = {name: points for name, points in told.items() if points >= NUMBERS.unsure}
    behind = link.behind_at(SIZE) or 0
    first = not behind and in_first_screen(link.box, SIZE)
    bonus = sum(points for points, _ in standing(link.region, link.box, first_screen=first))
    return Option(there, {name: points + bonus for name, points in told.items()}, 1 + behind) if told else None


def _soonest(edges: Sequence[tuple[str, Link]], own: Mapping[str, Look]) -> tuple[tuple[str, Link], ...]:
    best: dict[str, tuple[str, Link]] = {}
    for edge in edges:
        before = best.get(edge[0])
        if edge[0] in own and (before is None or _cost(edge[1]) < _cost(before[1])):
            best[edge[0]] = edge
    return tuple(best.values())


def _cost(link: Link) -> int:
    return cost(link, SIZE) or 0
