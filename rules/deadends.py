"""The dead ends of the evidence, by their types, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

from rules.verdict import Place
from spiders.evidence import DeadEnd, DeadEndType, Evidence

__all__ = ["end_places", "ends"]


def ends(evidence: Evidence, *types: DeadEndType) -> tuple[DeadEnd, ...]:
    """The dead ends of the types, in the order of the evidence."""
    return tuple(end for end in evidence.dead_ends if end.type in types)


def end_places(found: Iterable[DeadEnd], most: int = 5) -> tuple[Place, ...]:
    """Where they stand, with the words that show each, at most `most`."""
    return tuple(
        Place(page=end.page, selector=end.selector, box=end.box, text=end.label or next(iter(end.proof), ""))
        for end in list(found)[:most]
    )
