"""An address of the company can be seen."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, own, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if addresses := seen(evidence, "postal", "visit"):
        first = addresses[0]
        return Result(
            "address-given",
            say("{value}, at {page}.", value=first.value, page=where(sightings(first)[0].page)),
            channel_places(evidence, addresses),
        )
    if concealed := own(evidence, "postal", "visit"):
        return Result(
            "address-not-visible",
            say("An address stands only where no visitor sees it, {looked_at}.", looked_at=looked_at(evidence)),
            channel_places(evidence, concealed),
        )
    return Result(
        "address-missing",
        say("No postal or visiting address was found {looked_at}.", looked_at=looked_at(evidence)),
        confidence="medium",
    )
