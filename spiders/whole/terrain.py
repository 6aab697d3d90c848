"""
Where a site's pages lead: whether somebody is reached from a page by what it itself offers, and which pages lead round in a circle.

Header, navigation and footer do not count, nor does the way over the home page. What nobody looked at counts as a way on where it
promises somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spiders.evidence import UNSEEN
from spiders.extract._signatures import Signatures
from spiders.strictyaml import load_data
from spiders.urls import same_site
from spiders.whole.loops import components
from spiders.whole.spots import LEADS, Spot, Way
from spiders.words import labels, url_concepts

__all__ = ["Terrain", "circles", "terrain"]

_DATA: dict[str, Any] = load_data("deadends")
_MAY_LEAD = LEADS | frozenset(_DATA["may_lead"])
_FOLDERS = frozenset(_DATA["folders_that_lead"])
_TOPICS = frozenset({"article", "help"})


@dataclass(frozen=True, slots=True)
class Terrain:
    """
    The pages that were looked at, by key.

    Attributes:
        country: ISO 3166 code of the site's country, or "".
        alive: The pages from whose content a usable channel is reached, or may be, by links in content.
    """

    spots: Mapping[str, Spot]
    country: str
    alive: frozenset[str]

    def ends(self, spot: Spot) -> bool:
        """Whether nothing that the page itself offers leads to somebody."""
        return spot.key not in self.alive

    def leads_on(self, spot: Spot, useful: Callable[[Spot], bool], but: frozenset[str] = frozenset()) -> bool:
        """
        Whether links in content lead from the page to another that is `useful`, or may lead to somebody nobody looked for.

        Args:
            but: Concepts of labels that promise no more than what the page has.
        """
        if _may(spot, self.spots, but):
            return True
        done, queue = {spot.key}, [spot]
        while queue:
            for there in [self.spots[way.to] for way in queue.pop().ways if way.to in self.spots]:
                if there.key not in done and "home" not in there.page.kinds:
                    if useful(there) or _may(there, self.spots, but):
                        return True
                    done.add(there.key)
                    queue.append(there)
        return False

    def topics(self, spot: Spot) -> list[Spot]:
        """The help pages and articles that the page leads to."""
        targets = [self.spots[to] for to in dict.fromkeys(way.to for way in spot.ways) if to in self.spots and to != spot.key]
        return [target for target in targets if target.page.state == "ok" and not _TOPICS.isdisjoint(target.page.kinds)]

    def unseen(self, spot: Spot) -> list[Way]:
        """The links in the page's content to pages of the site that were not, or could not be, looked at."""
        return [way for way in spot.ways if _unknown(way, self.spots) and same_site(f"https://{way.to}", spot.page.final_url)]


def terrain(places: Sequence[Spot], country: str = "") -> Terrain:
    """The pages with what is alive among them."""
    spots = {spot.key: spot for spot in places}
    before: dict[str, list[str]] = {}
    for here, spot in spots.items():
        for way in spot.ways:
            if way.to in spots and "home" not in spots[way.to].page.kinds:
                before.setdefault(way.to, []).append(here)
    queue = [here for here, spot in spots.items() if spot.offers or _may(spot, spots)]
    alive = set(queue)
    while queue:
        for here in before.get(queue.pop(), ()):
            if here not in alive:
                alive.add(here)
                queue.append(here)
    return Terrain(spots, country, frozenset(alive))


def circles(places: Sequence[Spot]) -> tuple[tuple[str, ...], ...]:
    """The groups of help pages, more than one each, that lead to each other by links in content: their keys, in order."""
    helping = {spot.key: spot for spot in places if spot.helps}
    leads = {here: [way.to for way in spot.ways if way.to in helping] for here, spot in helping.items()}
    return tuple(group for group in components(leads) if len(group) > 1)


def _unknown(way: Way, spots: Mapping[str, Spot]) -> bool:
    target = spots.get(way.to)
    return target is None or target.page.state in UNSEEN


def _may(spot: Spot, spots: Mapping[str, Spot], but: frozenset[str] = frozenset()) -> bool:
    """Whether something on the page that was not looked into may lead to somebody."""
    if spot.page.cut or spot.unopened or (spot.page.needs_script and not spot.page.rendered):
        return True
    return any(_unknown(way, spots) and _promises(way, spot.page.lang, but) for way in spot.ways)


def _promises(way: Way, lang: str, but: frozenset[str]) -> bool:
    """Whether a link to a page nobody looked at promises somebody: by its label, the end of its address, or whose form it is."""
    last = url_concepts(f"/{way.to.rstrip('/').rpartition('/')[2]}") if "/" in way.to else frozenset[str]()
    said = labels(way.label, lang) | last | (url_concepts(f"https://{way.to}") & _FOLDERS)
    return not (_MAY_LEAD - but).isdisjoint(said - but) or (bool(way.url) and _services().of_address(way.url) is not None)


@cache
def _services() -> Signatures:
    return Signatures(load_data("form-services")["services"])
