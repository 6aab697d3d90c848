"""The description of how the quality of the customer service is measured is published."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if found := mentions(evidence, "service_quality"):
        told = f"Published, by its name, at {where(found[0].page)}: '{found[0].text}'."
        return Result("report-published", told, mention_places(evidence, found), "medium")
    told = f"No page, document or words about the measured quality of the customer service were found {looked_at(evidence)}."
    return Result("report-not-found", f"{told} Whether one is published is for a person to verify.")
