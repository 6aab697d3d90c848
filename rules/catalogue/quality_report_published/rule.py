"""The description of how the quality of the customer service is measured is published."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if found := mentions(evidence, "service_quality"):
        told = say("Published, by its name, at {page}: '{text}'.", page=where(found[0].page), text=found[0].text)
        return Result("report-published", told, mention_places(evidence, found), "medium")
    told = say(
        "No page, document or words about the measured quality of the customer service were found {looked_at}.",
        looked_at=looked_at(evidence),
    )
    return Result("report-not-found", sentences(told, say("Whether one is published is for a person to verify.")))
