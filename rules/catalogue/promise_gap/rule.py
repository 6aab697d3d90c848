"""What the site promises about its service, less what was found."""

from __future__ import annotations

from rules.checks import count, looked_at
from rules.pack import Entry
from rules.promises import gap, held
from rules.result import Result
from rules.verdict import Place, PromiseHeld
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    promises = held(evidence)
    if not promises:
        return Result("no-promise-seen", f"No promise about service was seen {looked_at(evidence)}.")
    if not any(promise.strength for promise in promises):
        told = f"{count(len(promises), 'slogan')} about service, '{promises[0].text}' the first; none says what could be checked."
        return Result("slogans-only", told)
    weighed = sorted((each for each in promises if each.gap is not None), key=lambda each: -(each.gap or 0.0))
    size = gap(promises)
    if size is None:
        told = f"The site promises '{promises[0].text}'; {promises[0].found}."
        return Result("promises-not-seen-from-outside", told, _places(promises), "low")
    first = weighed[0]
    told = f"{count(len(weighed), 'promise')} about service can be held against what was found: '{first.text}'; {first.found}."
    name = "promises-beyond-channels" if size > entry.thresholds["most-gap"] else "promises-matched"
    return Result(name, f"{told} Gap {size:.2f} of 1.", _places(weighed), "low")


def _places(promises: tuple[PromiseHeld, ...] | list[PromiseHeld]) -> tuple[Place, ...]:
    return tuple(Place(page=promise.page, text=promise.text) for promise in promises[:5])
