"""The site tells about the right of withdrawal."""

from __future__ import annotations

from rules.checks import contact_forms, leading_to_read, looked_at, mention_places, mentions, pages, place, told_at_length, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Mention


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "withdrawal"):
        told = f"A page about withdrawal is at {where(told_on[0].final_url)}."
        return Result("withdrawal-told", told, tuple(place(evidence, page) for page in told_on[:3]))
    if words := mentions(evidence, "withdraw", "withdraw_form", "withdraw_function"):
        return _by_words(evidence, words)
    if forms := contact_forms(evidence, "withdrawal"):
        told = f"There is a form to withdraw at {where(forms[0].page)}, and no words about the right were recognised."
        return Result("withdrawal-word-only", told, tuple(place(evidence, form) for form in forms[:3]))
    return Result("withdrawal-missing", f"Nothing about withdrawing from a purchase was found {looked_at(evidence)}.")


def _by_words(evidence: Evidence, words: tuple[Mention, ...]) -> Result:
    if links := leading_to_read(evidence, words):
        told = f"The link '{links[0].text}' leads to {where(links[0].href)}, which was read."
        return Result("withdrawal-told", told, mention_places(evidence, links), "medium")
    if section := told_at_length(words):
        told = f"Under the heading '{section[0].text}' the text says '{section[1].text}'."
        return Result("withdrawal-told", told, mention_places(evidence, section), "medium")
    told = f"Withdrawal is only mentioned ('{words[0].text}'); whether the site says how to withdraw is for a person to verify."
    return Result("withdrawal-word-only", told, mention_places(evidence, words))
