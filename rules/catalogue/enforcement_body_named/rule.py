"""The body that enforces passengers' rights is named."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "enforcement_body"):
        told = f"A body that enforces passengers' rights is named: '{words[0].text}', at {where(words[0].page)}."
        return Result("body-named", told, mention_places(evidence, words), "medium")
    told = f"No such body was recognised {looked_at(evidence)}; bodies bear names of their own, so that a person has to look."
    return Result("body-not-recognised", told)
