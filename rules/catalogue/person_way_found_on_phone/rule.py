"""Who can be reached by walking the site on a large screen can be reached on a phone's screen too."""

from __future__ import annotations

from rules.checks import count, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey, Task, Viewport

_JOBS: dict[Task, str] = {"phone": "To phone", "write": "To write"}


def check(evidence: Evidence, _entry: Entry) -> Result:
    large, small = _walked(evidence, "desktop"), _walked(evidence, "mobile")
    both = [job for job in _JOBS if job in large and job in small and large[job].outcome == "arrived"]
    if not both:
        return Result(
            "nothing-to-compare", "No walk to phone or to write arrived on a large screen and was made on a phone's screen."
        )
    lost = [job for job in both if small[job].outcome in {"not-found", "dead-end", "gave-up"}]
    places = tuple(_place(small[job]) for job in lost or both)
    told = " ".join(f"{_JOBS[job]}: {_way(large[job])} on a large screen, {_way(small[job])} on a phone's." for job in lost or both)
    if unsure := [job for job in lost if large[job].unstable or small[job].unstable]:
        return Result(
            "page-not-the-same", f"{told} The page walked on had changed ({unsure[0]}), so that it may differ next time.", places
        )
    if lost and not any(step.action != "scroll" for job in lost for step in small[job].steps):
        told = f"{told} No control with words for it showed there; a menu behind a sign without words is for a person to try."
        return Result("no-words-on-phone", told, places)
    if lost:
        return Result("lost-on-phone", told, places, "medium")
    if cut := [job for job in both if small[job].outcome != "arrived"]:
        return Result("not-walked-to-the-end", f"{told} {small[cut[0]].detail}".strip(), places)
    return Result("found-on-phone", told, places)


def _walked(evidence: Evidence, size: Viewport) -> dict[Task, Journey]:
    """The walk from the home page of each job at one size."""
    return {each.task: each for each in evidence.journeys if each.viewport == size and each.start_kind == "home" and not each.name}


def _way(journey: Journey) -> str:
    if journey.outcome == "arrived":
        return f"arrived after {count(journey.actions, 'action')}"
    return f"ended ({journey.outcome}) after {count(journey.actions, 'action')} at {where(journey.end or journey.start)}"


def _place(journey: Journey) -> Place:
    return Place(page=journey.end or journey.start, screenshot=journey.screenshot, box=journey.box, text=", ".join(journey.reached))
