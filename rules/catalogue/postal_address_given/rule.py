"""An address of the company can be seen."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, own, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if addresses := seen(evidence, "postal", "visit"):
        first = addresses[0]
        return Result("address-given", f"{first.value}, at {where(sightings(first)[0].page)}.", channel_places(evidence, addresses))
    if concealed := own(evidence, "postal", "visit"):
        return Result(
            "address-not-visible",
            f"An address stands only where no visitor sees it, {looked_at(evidence)}.",
            channel_places(evidence, concealed),
        )
    return Result("address-missing", f"No postal or visiting address was found {looked_at(evidence)}.", confidence="medium")
