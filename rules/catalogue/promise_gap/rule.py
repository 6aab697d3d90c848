"""What the site promises about its service, less what was found."""

from __future__ import annotations

from rules.checks import channel_places, contact_forms, count, live, looked_at, seen
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    if not evidence.promises:
        return Result("no-promise-seen", f"No promise about service was seen {looked_at(evidence)}.")
    delivered, found = _delivered(evidence)
    gap = sum(max(0.0, promise.strength - delivered) for promise in evidence.promises) / len(evidence.promises)
    first = evidence.promises[0].text
    told = f"{count(len(evidence.promises), 'promise')} about service, '{first}' the first; found: {found}. Gap {gap:.2f} of 1."
    if gap > entry.thresholds["most-gap"]:
        places = tuple(Place(page=promise.page, text=promise.text) for promise in evidence.promises[:5])
        return Result("promises-beyond-channels", told, places, "low")
    return Result("promises-matched", told, channel_places(evidence, live(evidence)), "low")


def _delivered(evidence: Evidence) -> tuple[float, str]:
    """1 where one can talk to a person at once, a half where one can write, 0 where neither was found."""
    if live(evidence):
        return 1.0, "a way to talk to a person"
    if seen(evidence, "email", "form", "chat", "messaging") or contact_forms(evidence):
        return 0.5, "only ways to write"
    return 0.0, "no channel"
