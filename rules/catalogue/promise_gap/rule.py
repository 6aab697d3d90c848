"""What the site promises about its service, less what was found."""

from __future__ import annotations

from rules.checks import channel_places, count, looked_at
from rules.pack import Entry
from rules.reach import open_forms, reachable
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    promises = list({promise.text.casefold(): promise for promise in evidence.promises}.values())
    if not promises:
        return Result("no-promise-seen", f"No promise about service was seen {looked_at(evidence)}.")
    first = promises[0].text
    if not any(promise.strength for promise in promises):
        told = f"{count(len(promises), 'slogan')} about service, '{first}' the first; none says anything that could be checked."
        return Result("slogans-only", told)
    delivered, found = _delivered(evidence)
    gap = sum(max(0.0, promise.strength - delivered) for promise in promises) / len(promises)
    told = f"{count(len(promises), 'promise')} about service, '{first}' the first; found: {found}. Gap {gap:.2f} of 1."
    if gap > entry.thresholds["most-gap"]:
        places = tuple(Place(page=promise.page, text=promise.text) for promise in promises[:5])
        return Result("promises-beyond-channels", told, places, "low")
    return Result("promises-matched", told, channel_places(evidence, reachable(evidence, "phone", "callback")), "low")


def _delivered(evidence: Evidence) -> tuple[float, str]:
    """1 where one can talk to a person at once, a half where one can write, 0 where neither was found."""
    if reachable(evidence, "phone", "callback"):
        return 1.0, "a way to talk to a person"
    if reachable(evidence, "email", "form", "chat", "messaging") or open_forms(evidence):
        return 0.5, "only ways to write"
    return 0.0, "no channel that leads to a person"
