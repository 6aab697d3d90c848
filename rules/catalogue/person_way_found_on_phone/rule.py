"""Who can be reached by walking the site on a large screen can be reached on a phone's screen too."""

from __future__ import annotations

from rules.checks import where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey, Task, Viewport
from spiders.said import count, say, sentences

_JOBS: dict[Task, str] = {"phone": say("To phone"), "write": say("To write")}


def check(evidence: Evidence, _entry: Entry) -> Result:
    large, small = _walked(evidence, "desktop"), _walked(evidence, "mobile")
    both = [job for job in _JOBS if job in large and job in small and large[job].outcome == "arrived"]
    if not both:
        return _nothing_arrived(large)
    lost = [job for job in both if small[job].outcome in {"not-found", "dead-end", "gave-up"}]
    places = tuple(_place(small[job]) for job in lost or both)
    told = sentences(
        *(
            say(
                "{job}: {way} on a large screen, {small} on a phone's.",
                job=_JOBS[job],
                way=_way(large[job]),
                small=_way(small[job]),
            )
            for job in lost or both
        )
    )
    if unsure := [job for job in lost if large[job].unstable or small[job].unstable]:
        changed = say("The page walked on had changed ({job}), so that it may differ next time.", job=say(unsure[0]))
        return Result("page-not-the-same", sentences(told, changed), places)
    if lost and not any(step.action != "scroll" for job in lost for step in small[job].steps):
        scrolled = say("No control with words for it showed there; a menu behind a sign without words is for a person to try.")
        return Result("no-words-on-phone", sentences(told, scrolled), places)
    if lost:
        return Result("lost-on-phone", told, places, "medium")
    if cut := [job for job in both if small[job].outcome != "arrived"]:
        return Result("not-walked-to-the-end", sentences(told, small[cut[0]].sentence("detail")), places)
    return Result("found-on-phone", told, places)


def _nothing_arrived(large: dict[Task, Journey]) -> Result:
    """Nothing to compare, or that it is not known: the walk on a large screen could not be made to its end."""
    cut = next((job for job in _JOBS if job in large and large[job].outcome == "cut-short"), None)
    if cut is not None:
        return Result("not-walked-to-the-end", say("{job}: {way} on a large screen.", job=_JOBS[cut], way=_way(large[cut])))
    return Result(
        "nothing-to-compare", say("No walk to phone or to write arrived on a large screen and was made on a phone's screen.")
    )


def _walked(evidence: Evidence, size: Viewport) -> dict[Task, Journey]:
    """The walk from the home page of each job at one size."""
    return {each.task: each for each in evidence.journeys if each.viewport == size and each.start_kind == "home" and not each.name}


def _way(journey: Journey) -> str:
    if journey.outcome == "arrived":
        return say("arrived after {actions}", actions=count(journey.actions, "{n} action", "{n} actions"))
    return say(
        "ended ({outcome}) after {actions} at {page}",
        outcome=say(journey.outcome),
        actions=count(journey.actions, "{n} action", "{n} actions"),
        page=where(journey.end or journey.start),
    )


def _place(journey: Journey) -> Place:
    return Place(page=journey.end or journey.start, screenshot=journey.screenshot, box=journey.box, text=", ".join(journey.reached))
