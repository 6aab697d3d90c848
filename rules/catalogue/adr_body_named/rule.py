"""A dispute board is named."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if named := mentions(evidence, "adr"):
        return Result("board-named", f"Dispute resolution is named: '{named[0].text}'.", mention_places(evidence, named))
    return Result(
        "board-missing", f"No dispute board or other way to settle a dispute out of court was found {looked_at(evidence)}."
    )
