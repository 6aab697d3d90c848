"""The site explains the menu that answers the telephone."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "phone_menu"):
        told = say("The site says what answers the telephone: '{text}', at {page}.", text=words[0].text, page=where(words[0].page))
        return Result("menu-told", told, mention_places(evidence, words), "medium")
    told = say(
        "Nothing about a menu on the telephone was read {looked_at}; whether there is one cannot be seen.",
        looked_at=looked_at(evidence),
    )
    return Result("menu-unknown", told)
