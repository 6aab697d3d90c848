"""A street address for complaints."""

from __future__ import annotations

from rules.checks import channel_places, looked_at, seen
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, entry: Entry) -> Result:
    addresses = seen(evidence, "postal", "visit")
    if not addresses:
        return Result("address-missing", say("No address was found {looked_at}.", looked_at=looked_at(evidence)))
    boxes = tuple(word.casefold() for word in entry.labels.get("box", ()))
    streets = [address for address in addresses if not _is_box(address.value, boxes)]
    if streets:
        return Result(
            "street-address", say("A street address is given: {value}.", value=streets[0].value), channel_places(evidence, streets)
        )
    return Result(
        "box-only", say("Only a box address was found: {value}.", value=addresses[0].value), channel_places(evidence, addresses)
    )


def _is_box(address: str, words: tuple[str, ...]) -> bool:
    """Whether the part before the post code begins with a word for a box, and no other part names a street."""
    parts = [part.strip().casefold() for part in address.split(",")]
    return any(part.startswith(words) for part in parts[:2]) if words else False
