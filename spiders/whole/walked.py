"""
Walked: what the click graph adds to a journey: the shortest way, how lost the customer got, whether the site held still. Pure.

The minimum is counted at the journey's own size: links followed and what had to be opened before them; scrolling is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from spiders.evidence import Journey, Step, Task, Viewport
from spiders.journeys.arrival import arrivals
from spiders.journeys.measures import lostness
from spiders.journeys.tasks import TASKS
from spiders.look import Look
from spiders.urls import key
from spiders.whole.graph import ClickGraph, Way, path, shortest

__all__ = ["measured"]


def measured(journeys: Sequence[Journey], looks: Sequence[Look], graph: ClickGraph) -> tuple[Journey, ...]:
    """
    The journeys with their minimum, shortest way, lostness and unrest.

    Args:
        looks: The pages that were looked at, visits folded in.
    """
    by_key = {key(look.page.final_url): look for look in looks if not look.redirect}

    @cache
    def ways(start: str, viewport: Viewport) -> Mapping[str, Way]:
        return shortest(key(start), graph.edges, actions=True, viewport=viewport)

    @cache
    def ends(task: Task, viewport: Viewport) -> Mapping[str, int]:
        return {page: behind for page, look in by_key.items() if (behind := _behind(task, look, viewport)) is not None}

    def nearest(journey: Journey) -> _Nearest | None:
        return _nearest(ways(journey.start, journey.viewport), ends(journey.task, journey.viewport), graph.pages)

    return tuple(_measured(journey, by_key, nearest(journey)) for journey in journeys)


_Nearest = tuple[int, int, tuple[Step, ...]]
"""Fewest actions from the start to a page on which the job can be done, the clicks among them, and their labels."""


def _measured(journey: Journey, looks: Mapping[str, Look], nearest: _Nearest | None) -> Journey:
    walked = journey.actions - journey.scrolls
    came = journey.outcome == "arrived"
    if nearest is None or (came and walked < nearest[0]):
        # The walk itself shows a way that the crawl did not.
        nearest = (walked, _clicks(journey), ()) if came else None
    return journey.model_copy(
        update={
            "minimum": nearest[0] if nearest else None,
            "shortest": nearest[2] if nearest else (),
            "lostness": round(lostness(_visited(journey), nearest[1] + 1), 2) if came and nearest else None,
            "unstable": journey.unstable or _unstable(journey, looks),
        }
    )


def _nearest(ways: Mapping[str, Way], ends: Mapping[str, int], pages: Mapping[str, str]) -> _Nearest | None:
    found = [(ways[end][0] + behind, end) for end, behind in ends.items() if end in ways]
    if not found:
        return None
    actions, there = min(found)
    steps = path(there, ways, pages)
    return actions, len(steps), steps


def _behind(task: Task, look: Look, viewport: Viewport) -> int | None:
    """How many controls must be opened on a page for the job; None where it cannot be done there."""
    offered = arrivals(TASKS[task], look, viewport)
    return min((one.behind for one in offered if not one.general), default=None)


def _visited(journey: Journey) -> list[str]:
    return [key(journey.start), *(key(step.url) for step in journey.steps)]


def _clicks(journey: Journey) -> int:
    return sum(step.action == "follow-link" for step in journey.steps)


def _unstable(journey: Journey, looks: Mapping[str, Look]) -> bool:
    """Whether a link was followed by a label that the page did not show under it when it was looked at before."""
    return any(_gone(step.page, step.label, looks) for step in journey.steps if step.action == "follow-link" and not step.came)


def _gone(page: str, label: str, looks: Mapping[str, Look]) -> bool:
    look = looks.get(key(page))
    return look is not None and look.page.rendered and not any(link.label == label for link in look.links)
