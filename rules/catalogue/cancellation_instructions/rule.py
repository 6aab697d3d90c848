"""The site says how to end a contract."""

from __future__ import annotations

from rules.checks import leading_to_read, looked_at, mention_places, mentions, pages, place, told_at_length, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Mention

_SAYS_HOW = ("cancel_function", "termination_terms", "gate_cancel_by_phone_only", "gate_cancel_by_post_only")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "cancellation"):
        told = f"A page about ending a contract is at {where(told_on[0].final_url)}."
        return Result("cancelling-told", told, tuple(place(evidence, page) for page in told_on[:3]))
    if how := mentions(evidence, *_SAYS_HOW):
        return Result("cancelling-told", f"Of ending a contract the site says: '{how[0].text}'.", mention_places(evidence, how))
    if words := mentions(evidence, "cancel_contract"):
        return _by_words(evidence, words)
    return Result("cancelling-missing", f"Nothing about ending a contract was found {looked_at(evidence)}.")


def _by_words(evidence: Evidence, words: tuple[Mention, ...]) -> Result:
    if links := leading_to_read(evidence, words):
        told = f"The link '{links[0].text}' leads to {where(links[0].href)}, which was read."
        return Result("cancelling-told", told, mention_places(evidence, links), "medium")
    if section := told_at_length(words):
        told = f"Under the heading '{section[0].text}' the text says '{section[1].text}'."
        return Result("cancelling-told", told, mention_places(evidence, section), "medium")
    told = f"Ending a contract is only mentioned ('{words[0].text}'); whether the site says how is for a person to verify."
    return Result("cancelling-word-only", told, mention_places(evidence, words))
