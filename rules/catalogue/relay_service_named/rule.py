"""A service by which deaf people call the company's support is named."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if named := mentions(evidence, "relay_service"):
        told = say("At {page} stands '{text}'.", page=where(named[0].page), text=named[0].text)
        return Result("relay-named", told, mention_places(evidence, named))
    return Result(
        "relay-not-named",
        say("No service for calls by deaf people was found named {looked_at}.", looked_at=looked_at(evidence)),
        confidence="medium",
    )
