"""How a walked journey ended, in a tone and in a few words; and from where it was walked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from reports.words import Words
from spiders.evidence import Journey, JourneyOutcome, StartKind, Viewport

__all__ = ["SIZES", "STARTS", "WORST_FIRST", "Tone", "badness", "begun", "outcome", "tone", "walked"]

Tone = Literal["good", "warn", "bad", "soft"]

STARTS: tuple[StartKind, ...] = get_args(StartKind)
SIZES: tuple[Viewport, ...] = get_args(Viewport)
WORST_FIRST: tuple[Tone, ...] = ("bad", "warn", "soft", "good")

_TONES: dict[JourneyOutcome, Tone] = {"arrived": "good", "general-contact": "warn", "cut-short": "soft"}
_LONGER = 2
"""By so many actions more than the fewest a way is told as longer: one wrong turn and the way back."""


def tone(journey: Journey) -> Tone:
    """How good the end is: a way clearly longer than the shortest is half good, and that a site has no chat is no fault."""
    if journey.outcome == "arrived" and _longer(journey):
        return "warn"
    if journey.task == "chat" and journey.minimum is None and not journey.dead_end and not journey.name:
        return "soft"
    return _TONES.get(journey.outcome, "bad")


def walked(journey: Journey) -> int:
    """Number of actions without those that only scrolled, as the minimum counts them."""
    return journey.actions - journey.scrolls


def _longer(journey: Journey) -> bool:
    return journey.minimum is not None and walked(journey) >= journey.minimum + _LONGER


def badness(journey: Journey) -> tuple[int, str]:
    """By which ends are sorted, the worst first; ends of one kind are equal."""
    return WORST_FIRST.index(tone(journey)), journey.outcome


def outcome(journey: Journey, words: Words) -> str:
    """The end in a few words, with the number of actions."""
    taken = walked(journey)
    if journey.outcome != "arrived":
        ended = words.label("journey_outcome", journey.outcome)
        return words("journeys.ended", n=taken, outcome=ended) if taken and journey.outcome != "cut-short" else ended
    if not taken:
        return words("journeys.at_once")
    if journey.minimum is None or taken <= journey.minimum:
        return words("journeys.arrived", n=taken)
    return words("journeys.arrived_least" if journey.minimum else "journeys.arrived_needless", n=taken, least=journey.minimum)


def begun(words: Words, starts: Sequence[StartKind], sizes: Sequence[Viewport]) -> str:
    """Where and at which sizes, as "From the home page, on a computer and a phone"."""
    pages = words.listed([words.label("start", start) for start in starts])
    return words("journeys.where", start=pages, sizes=words.listed([words.label("screen", size) for size in sizes]))
