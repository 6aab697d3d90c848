"""The site says how to end a contract."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from rules.telling import told
from spiders.evidence import Evidence
from spiders.said import say

_SAYS_HOW = ("cancel_function", "termination_terms", "gate_cancel_by_phone_only", "gate_cancel_by_post_only")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "cancellation"):
        said = say("A page about ending a contract is at {page}.", page=where(told_on[0].final_url))
        return Result("cancelling-told", said, tuple(place(evidence, page) for page in told_on[:3]))
    if how := mentions(evidence, *_SAYS_HOW):
        return Result(
            "cancelling-told", say("Of ending a contract the site says: '{text}'.", text=how[0].text), mention_places(evidence, how)
        )
    if words := mentions(evidence, "cancel_contract"):
        said = say(
            "Ending a contract is only mentioned ('{text}'); whether the site says how is for a person to verify.",
            text=words[0].text,
        )
        return told(evidence, words, "cancelling-told") or Result("cancelling-word-only", said, mention_places(evidence, words))
    return Result(
        "cancelling-missing", say("Nothing about ending a contract was found {looked_at}.", looked_at=looked_at(evidence))
    )
