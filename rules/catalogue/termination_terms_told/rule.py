"""The site tells on what terms a contract that runs on is ended."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "termination_terms"):
        told = say("At {page} the site says: '{text}'.", page=where(words[0].page), text=words[0].text)
        return Result("terms-told", told, mention_places(evidence, words))
    if told_on := pages(evidence, "cancellation"):
        told = say(
            "There is a page about ending a contract at {page}; no words about a period of notice were recognised in it.",
            page=where(told_on[0].final_url),
        )
        return Result("only-the-way-told", told, tuple(place(evidence, page) for page in told_on[:3]))
    told = say(
        "No period of notice, and no other words about when a contract can be ended, were found {looked_at}.",
        looked_at=looked_at(evidence),
    )
    return Result("terms-not-told", told, confidence="medium")
