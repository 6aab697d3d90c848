"""The site tells about the right of withdrawal."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "withdrawal"):
        told = f"A page about withdrawal is at {where(told_on[0].final_url)}."
        return Result("withdrawal-told", told, tuple(place(evidence, page) for page in told_on[:3]))
    if words := mentions(evidence, "withdraw", "withdraw_form", "withdraw_function"):
        return Result("withdrawal-told", f"Withdrawal is named: '{words[0].text}'.", mention_places(evidence, words))
    return Result("withdrawal-missing", f"Nothing about withdrawing from a purchase was found {looked_at(evidence)}.")
