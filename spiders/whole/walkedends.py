"""What journeys add to the dead ends that the pages show: how many met each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spiders.evidence import DeadEnd, DeadEndType, Journey
from spiders.urls import key
from spiders.whole.spots import Spot
from spiders.whole.terrain import circles

__all__ = ["with_journeys"]


def with_journeys(found: Sequence[DeadEnd], places: Sequence[Spot], journeys: Sequence[Journey]) -> tuple[DeadEnd, ...]:
    """
    The dead ends with the number of journeys that met each.

    What only a walk met stays with its journey: the way of one job says nothing of the site as a whole.
    """
    known = _known(found, places)
    met = Counter(
        known.get(here, here)
        for journey in journeys
        if journey.outcome == "dead-end" and journey.dead_end
        for here in [(journey.dead_end, key(journey.end))]
    )
    return tuple(end.model_copy(update={"walked": met[end.type, key(end.page)]}) for end in found)


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
