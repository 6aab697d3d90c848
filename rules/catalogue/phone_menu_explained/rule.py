"""The site explains the menu that answers the telephone."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "phone_menu"):
        told = f"The site says what answers the telephone: '{words[0].text}', at {where(words[0].page)}."
        return Result("menu-told", told, mention_places(evidence, words), "medium")
    told = f"Nothing about a menu on the telephone was read {looked_at(evidence)}; whether there is one cannot be seen."
    return Result("menu-unknown", told)
