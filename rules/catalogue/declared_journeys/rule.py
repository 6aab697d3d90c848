"""The journeys that the owner declared arrive where they are expected to."""

from __future__ import annotations

from collections.abc import Sequence

from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    declared = [journey for journey in evidence.journeys if journey.start_kind == "declared"]
    if not declared:
        return Result("none-declared", say("No journey was declared and walked."))
    open_ended = [journey for journey in declared if journey.outcome == "cut-short" or journey.unstable]
    missed = [journey for journey in declared if journey.outcome != "arrived" and journey not in open_ended]
    if missed:
        told = say(
            "{n} of {journeys} did not arrive: {told}.",
            n=len(missed),
            journeys=count(len(declared), "{n} declared journey", "{n} declared journeys"),
            told=_told(missed[0]),
        )
        return Result("did-not-arrive", told, _places(missed))
    if open_ended:
        told = say(
            "{n} of {journeys} could not be walked to a sure end: {told}.",
            n=len(open_ended),
            journeys=count(len(declared), "{n} declared journey", "{n} declared journeys"),
            told=_told(open_ended[0]),
        )
        return Result("not-walked-to-the-end", told, _places(open_ended))
    return Result(
        "all-arrived",
        say("{journeys} arrived.", journeys=count(len(declared), "{n} declared journey", "{n} declared journeys")),
        _places(declared),
    )


def _told(journey: Journey) -> str:
    outcome = say(journey.outcome.replace("-", " "))
    ended = journey.sentence("detail") or say(
        "{outcome} after {actions}", outcome=outcome, actions=count(journey.actions, "{n} action", "{n} actions")
    )
    return say("'{name}' ({size}), {ended}", name=journey.name, size=say(journey.viewport), ended=ended)


def _places(journeys: Sequence[Journey]) -> tuple[Place, ...]:
    return tuple(
        Place(page=journey.end or journey.start, screenshot=journey.screenshot, box=journey.box, text=journey.name)
        for journey in journeys[:5]
    )
