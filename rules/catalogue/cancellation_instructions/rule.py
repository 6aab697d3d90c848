"""The site says how to end a contract."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence

_NAMED = ("cancel_contract", "cancel_function", "gate_cancel_by_phone_only", "gate_cancel_by_post_only")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "cancellation"):
        told = f"A page about ending a contract is at {where(told_on[0].final_url)}."
        return Result("cancelling-told", told, tuple(place(evidence, page) for page in told_on[:3]))
    if words := mentions(evidence, *_NAMED):
        return Result("cancelling-told", f"Ending a contract is named: '{words[0].text}'.", mention_places(evidence, words))
    return Result("cancelling-missing", f"Nothing about ending a contract was found {looked_at(evidence)}.")
