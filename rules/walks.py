"""What became of a job that was walked in the browser from the home page, by visible labels alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from rules.checks import where
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey, JourneyOutcome, Task, Viewport
from spiders.said import count, say, sentences

__all__ = ["way_found"]

_RESULTS: Mapping[JourneyOutcome, str] = MappingProxyType(
    {  # the worst first
        "dead-end": "ended-nowhere",
        "not-found": "not-found",
        "gave-up": "not-found",
        "cut-short": "not-walked-to-the-end",
        "general-contact": "general-contact-only",
        "arrived": "way-found",
    }
)

_SIZES = frozenset(get_args(Viewport))


def way_found(evidence: Evidence, task: Task, goal: str) -> Result:
    """
    What the worst of the walks for a job came to; it arrived only where it did at both sizes.

    Args:
        goal: Where it should lead, as "a place for complaints".
    """
    walked = [journey for journey in evidence.journeys if journey.task == task and journey.start_kind == "home"]
    if not walked:
        return Result("not-walked", say("No walk from the home page to {goal} was made.", goal=goal))
    ranks = list(_RESULTS)
    met = any(_took_a_control(journey) for journey in walked)
    walked = [_without_a_sign(journey) if met and _saw_no_control(journey) else journey for journey in walked]
    worst = min(walked, key=lambda journey: ranks.index(_outcome(journey)))
    places = tuple(
        Place(
            page=each.end or each.start,
            screenshot=each.screenshot,
            box=each.box,
            text=say("{size}: {outcome}", size=say(each.viewport), outcome=_words(each.outcome)),
        )
        for each in walked[:4]
    )
    told = _told(worst, goal)
    if _outcome(worst) == "arrived" and {each.viewport for each in walked} != _SIZES:
        return Result("not-walked-to-the-end", sentences(told, say("At the other size no walk was made.")), places, "medium")
    return Result(_RESULTS[_outcome(worst)], told, places, "medium")


def _outcome(journey: Journey) -> JourneyOutcome:
    return "cut-short" if journey.unstable and journey.outcome != "arrived" else journey.outcome


def _took_a_control(journey: Journey) -> bool:
    return any(step.action != "scroll" for step in journey.steps)


def _saw_no_control(journey: Journey) -> bool:
    return journey.outcome == "not-found" and bool(journey.steps) and not _took_a_control(journey)


def _without_a_sign(journey: Journey) -> Journey:
    """A walk to which only scrolling was left, where the other size has a control: a menu may stand behind a sign without words."""
    detail = say("no control with words for it showed; a menu behind a sign without words is for a person to try")
    return journey.model_copy(update={"outcome": "cut-short", "detail": detail})


def _words(outcome: JourneyOutcome) -> str:
    return say(outcome.replace("-", " "))


def _told(journey: Journey, goal: str) -> str:
    taken = say(
        "Walked from the home page by labels ({viewport}), {actions}:",
        viewport=say(journey.viewport),
        actions=count(journey.actions, "{n} action", "{n} actions"),
    )
    here = where(journey.end or journey.start)
    ends = {
        "arrived": say("{goal} was reached at {here}.", goal=goal, here=here),
        "general-contact": say(
            "{goal} was not met, and the general contact was; whether that serves is for a person to verify.", goal=goal
        ),
        "dead-end": say("the way ended at {here}, from which none led on.", here=here),
        "cut-short": say(
            "the walk could not be made to its end ({why}).",
            why=journey.sentence("detail") or say("the pages changed meanwhile"),
        ),
    }
    return sentences(taken, ends.get(_outcome(journey), say("neither {goal} nor a general contact was met.", goal=goal)))
