"""The journeys that the owner declared arrive where they are expected to."""

from __future__ import annotations

from collections.abc import Sequence

from rules.checks import count
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey


def check(evidence: Evidence, _entry: Entry) -> Result:
    declared = [journey for journey in evidence.journeys if journey.start_kind == "declared"]
    if not declared:
        return Result("none-declared", "No journey was declared and walked.")
    open_ended = [journey for journey in declared if journey.outcome == "cut-short" or journey.unstable]
    missed = [journey for journey in declared if journey.outcome != "arrived" and journey not in open_ended]
    if missed:
        told = f"{len(missed)} of {count(len(declared), 'declared journey')} did not arrive"
        return Result("did-not-arrive", f"{told}: {_told(missed[0])}.", _places(missed))
    if open_ended:
        told = f"{len(open_ended)} of {count(len(declared), 'declared journey')} could not be walked to a sure end"
        return Result("not-walked-to-the-end", f"{told}: {_told(open_ended[0])}.", _places(open_ended))
    return Result("all-arrived", f"{count(len(declared), 'declared journey')} arrived.", _places(declared))


def _told(journey: Journey) -> str:
    ended = journey.detail or f"{journey.outcome.replace('-', ' ')} after {count(journey.actions, 'action')}"
    return f"'{journey.name}' ({journey.viewport}), {ended}".rstrip(".")


def _places(journeys: Sequence[Journey]) -> tuple[Place, ...]:
    return tuple(
        Place(page=journey.end or journey.start, screenshot=journey.screenshot, box=journey.box, text=journey.name)
        for journey in journeys[:5]
    )
