"""What journeys add to the dead ends that the pages show: how many ended there, and those that only walking met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from spiders.evidence import DeadEnd, DeadEndType, Journey, Page
from spiders.urls import key
from spiders.whole.endings import ending
from spiders.whole.spots import Spot
from spiders.whole.terrain import circles

__all__ = ["with_journeys"]

_ORDER: tuple[DeadEndType, ...] = get_args(DeadEndType)


def with_journeys(found: Sequence[DeadEnd], places: Sequence[Spot], journeys: Sequence[Journey]) -> tuple[DeadEnd, ...]:
    """The dead ends with the number of journeys that ended at each, and the ends of journeys that are none of them; by type."""
    known = _known(found, places)
    ended: dict[tuple[DeadEndType, str], list[Journey]] = {}
    for journey in journeys:
        if journey.outcome == "dead-end" and journey.dead_end and journey.end:
            here = (journey.dead_end, key(journey.end))
            # A chat for those who log in is no login before any contact.
            if here in known or here[0] != "D3" or journey.task != "chat":
                ended.setdefault(known.get(here, here), []).append(journey)
    counted = [end.model_copy(update={"walked": len(ended.pop((end.type, key(end.page)), ()))}) for end in found]
    spots = {spot.key: spot for spot in places}
    walked = [_walked(kind, walks, spots) for (kind, _), walks in ended.items()]
    return tuple(sorted((*counted, *walked), key=lambda end: _ORDER.index(end.type)))


def _known(found: Sequence[DeadEnd], places: Sequence[Spot]) -> dict[tuple[DeadEndType, str], tuple[DeadEndType, str]]:
    """For the pages where a dead end stands that is told of on another: those of a circle, and those with the same bot."""
    known: dict[tuple[DeadEndType, str], tuple[DeadEndType, str]] = {}
    bot = next((end for end in found if end.type == "D5"), None)
    if bot is not None:
        chatty = (spot.key for spot in places if any(channel.kind == "chat" for channel in spot.own))
        known |= {("D5", here): ("D5", key(bot.page)) for here in chatty}
    for circle in circles(places):
        known |= {("D10", here): ("D10", circle[0]) for here in circle}
    return known | {(end.type, key(end.page)): (end.type, key(end.page)) for end in found}


def _walked(kind: DeadEndType, walks: Sequence[Journey], spots: dict[str, Spot]) -> DeadEnd:
    """A dead end that only walking met; the proof is what was chosen on the way there."""
    first = walks[0]
    page = Page(url=first.end, final_url=first.end)
    spot = spots.get(key(first.end)) or Spot(key(first.end), page)
    chosen = [f'"{step.label}" {step.url}' for step in first.steps if step.label]
    seen = f"A customer walked here and got no further: {first.detail or 'nothing on the page led on'}"
    label = next((step.label for step in reversed(first.steps) if step.label and key(step.url) == spot.key), "")
    return ending(kind, spot, f"{seen.rstrip('.')}.", label, proof=chosen).model_copy(update={"walked": len(walks)})
