"""What the site promises about its service, less what was found."""

from __future__ import annotations

from rules.checks import looked_at
from rules.pack import Entry
from rules.promises import gap, held
from rules.result import Result
from rules.verdict import Place, PromiseHeld
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, entry: Entry) -> Result:
    promises = held(evidence)
    if not promises:
        return Result("no-promise-seen", say("No promise about service was seen {looked_at}.", looked_at=looked_at(evidence)))
    if not any(promise.strength for promise in promises):
        told = say(
            "{slogans} about service, '{text}' the first; none says what could be checked.",
            slogans=count(len(promises), "{n} slogan", "{n} slogans"),
            text=promises[0].text,
        )
        return Result("slogans-only", told)
    weighed = sorted((each for each in promises if each.gap is not None), key=lambda each: -(each.gap or 0.0))
    size = gap(promises)
    if size is None:
        told = say("The site promises '{text}'; {found}.", text=promises[0].text, found=promises[0].sentence("found"))
        return Result("promises-not-seen-from-outside", told, _places(promises), "low")
    first = weighed[0]
    told = say(
        "{promises} about service can be held against what was found: '{text}'; {found}.",
        promises=count(len(weighed), "{n} promise", "{n} promises"),
        text=first.text,
        found=first.sentence("found"),
    )
    name = "promises-beyond-channels" if size > entry.thresholds["most-gap"] else "promises-matched"
    return Result(name, sentences(told, say("Gap {size:.2f} of 1.", size=size)), _places(weighed), "low")


def _places(promises: tuple[PromiseHeld, ...] | list[PromiseHeld]) -> tuple[Place, ...]:
    return tuple(Place(page=promise.page, text=promise.text) for promise in promises[:5])
