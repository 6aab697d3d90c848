"""The body that enforces passengers' rights is named."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "enforcement_body"):
        told = say(
            "A body that enforces passengers' rights is named: '{text}', at {page}.", text=words[0].text, page=where(words[0].page)
        )
        return Result("body-named", told, mention_places(evidence, words), "medium")
    told = say(
        "No such body was recognised {looked_at}; bodies bear names of their own, so that a person has to look.",
        looked_at=looked_at(evidence),
    )
    return Result("body-not-recognised", told)
