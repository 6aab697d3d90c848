"""The site tells on what terms a contract that runs on is ended."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "termination_terms"):
        told = f"At {where(words[0].page)} the site says: '{words[0].text}'."
        return Result("terms-told", told, mention_places(evidence, words))
    if told_on := pages(evidence, "cancellation"):
        told = f"There is a page about ending a contract at {where(told_on[0].final_url)}; no words about a period of notice were"
        return Result("only-the-way-told", f"{told} recognised in it.", tuple(place(evidence, page) for page in told_on[:3]))
    told = f"No period of notice, and no other words about when a contract can be ended, were found {looked_at(evidence)}."
    return Result("terms-not-told", told, confidence="medium")
