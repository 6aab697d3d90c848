"""The map of a site's help section: the pages on which a customer looks for help, the links between them, where they end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from spiders.evidence import ChannelKind, DeadEnd, DeadEndType, HelpMap, HelpPage, HelpWay
from spiders.strictyaml import load_data
from spiders.urls import key
from spiders.whole.spots import USABLE, Spot
from spiders.whole.terrain import circles

__all__ = ["help_map"]

_DATA: dict[str, Any] = load_data("deadends")
_CHANNELS: tuple[ChannelKind, ...] = get_args(ChannelKind)
_TYPES: tuple[DeadEndType, ...] = get_args(DeadEndType)


def help_map(places: Sequence[Spot], ends: Sequence[DeadEnd]) -> HelpMap:
    """
    The pages that help, and those that promised to and are dead ends, nearest to home first; `left_out` are the farthest.

    Loops are numbered from 1 in the order of their first pages; one that leads to nobody makes each of its pages a D10.
    """
    loops = {here: (number, circle) for number, circle in enumerate(circles(places), 1) for here in circle}
    kinds: dict[str, set[DeadEndType]] = {}
    for end in ends:
        here = key(end.page)
        for page in loops[here][1] if end.type == "D10" and here in loops else (here,):
            kinds.setdefault(page, set()).add(end.type)
    spots = {spot.key: spot for spot in places if spot.helps or spot.key in kinds}
    nearest = sorted(spots.values(), key=lambda spot: (spot.page.clicks is None, spot.page.clicks or 0))
    shown = {spot.key: spot for spot in nearest[: _DATA["most_on_map"]]}
    return HelpMap(
        pages=tuple(_page(spot, kinds.get(here, set()), loops[here][0] if here in loops else 0) for here, spot in shown.items()),
        ways=tuple(_ways(shown)),
        left_out=len(nearest) - len(shown),
    )


def _page(spot: Spot, ends: set[DeadEndType], loop: int) -> HelpPage:
    return HelpPage(
        url=spot.page.final_url,
        title=spot.page.title,
        clicks=spot.page.clicks,
        channels=tuple(kind for kind in _CHANNELS if kind in spot.offers),
        around=tuple(kind for kind in _CHANNELS if kind in spot.around & USABLE),
        dead_ends=tuple(kind for kind in _TYPES if kind in ends),
        loop=loop,
    )


def _ways(shown: dict[str, Spot]) -> list[HelpWay]:
    """The links between the pages, one for each pair: the first with words."""
    ways: dict[tuple[str, str], HelpWay] = {}
    for here, spot in shown.items():
        for way in sorted(spot.ways, key=lambda way: not way.label):
            if way.to in shown and way.to != here:
                url = shown[way.to].page.final_url
                ways.setdefault((here, way.to), HelpWay(from_url=spot.page.final_url, to_url=url, label=way.label))
    return list(ways.values())
