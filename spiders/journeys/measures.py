"""Measures of one walk, from the pages it went through: lostness (Smith 1996) and directness (tree testing)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import hypot

__all__ = ["direct", "lostness"]


def lostness(visited: Sequence[str], minimum: int) -> float:
    """
    How far a walk was from the shortest one, 0 (straight) to 1.41: sqrt((N/S - 1)^2 + (R/N - 1)^2).

    Smith 1996, "Towards a practical measure of hypertext usability": N different pages, S visits to pages, R pages needed.
    Below 0.4 people were not lost, above 0.5 they were.

    Args:
        visited: The pages in the order they were visited, start and end among them; staying on a page is no new visit.
        minimum: The fewest pages that a walk from the same start needs, start and end counted; a walk that did with fewer proves
            that the fewest were not known, and is straight.
    """
    visits = _visits(visited)
    if not visits:
        return 0.0
    different = len(set(visits))
    return hypot(different / len(visits) - 1, min(max(minimum, 1), different) / different - 1)


def direct(visited: Sequence[str]) -> bool:
    """Whether a walk never came back to a page it had left; tree testing counts these apart, right or wrong."""
    visits = _visits(visited)
    return len(set(visits)) == len(visits)


def _visits(visited: Sequence[str]) -> list[str]:
    return [page for page, _ in groupby(visited)]
