"""
The click graph: which page leads to which, how many clicks each is from home, and by which way.

A click is a followed link; an action is a click or the opening of a menu, an accordion or a tab before it. Frames cost nothing.
Only links that a person gets to see are edges.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spiders.evidence import Step, Viewport
from spiders.look import Link, Look
from spiders.urls import key

__all__ = ["ClickGraph", "Reach", "Way", "build", "cost", "path", "shortest"]


@dataclass(frozen=True, slots=True)
class Reach:
    """How a page is reached from home: fewest clicks, fewest actions, and the steps of the way with fewest clicks."""

    clicks: int
    actions: int
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ClickGraph:
    """
    The site's pages by key (`urls.key`) and the links between them.

    Attributes:
        pages: Final address of every page that was looked at, by key.
        edges: For each page its visible links, with the key of the page each leads to (redirects followed).
        labels: For each page the labels of the links that lead to it, in order of first sight.
        reach: How each reachable page is reached.
    """

    pages: Mapping[str, str]
    edges: Mapping[str, tuple[tuple[str, Link], ...]]
    labels: Mapping[str, tuple[str, ...]]
    reach: Mapping[str, Reach]


def build(looks: Sequence[Look]) -> ClickGraph:
    """The graph of all that was looked at; the first look is the home page."""
    alias = {key(look.page.url): key(look.page.final_url) for look in looks}
    pages: dict[str, str] = {}
    edges: dict[str, tuple[tuple[str, Link], ...]] = {}
    labels: dict[str, dict[str, None]] = {}
    for look in looks:
        here = key(look.page.final_url)
        pages.setdefault(here, look.page.final_url)
        leads = [(alias.get(key(link.url), key(link.url)), link) for link in look.links if link.behind is not None]
        edges[here] = (*edges.get(here, ()), *(lead for lead in leads if lead[0] != here or lead[1].fragment))
        for there, link in leads:
            # A link to a part of a page names that part, and a page's link to itself names nothing.
            if link.label and not link.fragment and there != here:
                labels.setdefault(there, {})[link.label] = None
    home = key(looks[0].page.final_url) if looks else ""
    clicks = shortest(home, edges, actions=False)
    actions = shortest(home, edges, actions=True)
    reach = {page: Reach(clicks[page][0], actions[page][0], path(page, clicks, pages)) for page in clicks if page in actions}
    return ClickGraph(pages, edges, {page: tuple(names) for page, names in labels.items()}, reach)


Way = tuple[int, str, Link | None]
"""Cost from the start, the page before, the link between."""


def shortest(
    start: str, edges: Mapping[str, Sequence[tuple[str, Link]]], *, actions: bool, viewport: Viewport | None = None
) -> dict[str, Way]:
    """
    The ways with fewest clicks, or fewest actions, from a page to all that can be reached from it: cost, page before, link between.

    Dijkstra; of equal ways the one found first, so that the same site gives the same way.

    Args:
        viewport: Only by links that a person gets to see at this size; without it, at either.
    """
    ways: dict[str, Way] = {start: (0, "", None)} if start else {}
    queue = [(0, 0, page) for page in ways]
    order = 0
    while queue:
        far, _, page = heapq.heappop(queue)
        if far > ways[page][0]:
            continue
        for there, link in edges.get(page, ()):
            step = cost(link, viewport, actions=actions)
            if step is not None and (there not in ways or far + step < ways[there][0]):
                order += 1
                ways[there] = (far + step, page, link)
                heapq.heappush(queue, (far + step, order, there))
    return ways


def cost(link: Link, viewport: Viewport | None = None, *, actions: bool = True) -> int | None:
    """What following a link costs, in actions or else in clicks; None where nobody gets to see it, at one size or at either."""
    behind = link.behind if viewport is None else link.behind_at(viewport)
    if behind is None:
        return None
    return 0 if link.frame else 1 + (behind if actions else 0)


def path(page: str, ways: Mapping[str, Way], pages: Mapping[str, str]) -> tuple[Step, ...]:
    """The clicks of the way to a page, as `shortest` found it."""
    steps: list[Step] = []
    while True:
        _, before, link = ways[page]
        if link is None:
            return tuple(reversed(steps))
        if not link.frame:
            steps.append(Step(url=pages.get(page, link.url), label=link.label, region=link.region))
        page = before
