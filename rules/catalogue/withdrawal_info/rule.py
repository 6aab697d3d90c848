"""The site tells about the right of withdrawal."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from rules.telling import told
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if told_on := pages(evidence, "withdrawal"):
        said = say("A page about withdrawal is at {page}.", page=where(told_on[0].final_url))
        return Result("withdrawal-told", said, tuple(place(evidence, page) for page in told_on[:3]))
    if words := mentions(evidence, "withdraw", "withdraw_form", "withdraw_function"):
        said = say(
            "Withdrawal is only mentioned ('{text}'); whether the site says how to withdraw is for a person to verify.",
            text=words[0].text,
        )
        return told(evidence, words, "withdrawal-told") or Result("withdrawal-word-only", said, mention_places(evidence, words))
    if forms := contact_forms(evidence, "withdrawal"):
        said = say(
            "There is a form to withdraw at {page}, and no words about the right were recognised.", page=where(forms[0].page)
        )
        return Result("withdrawal-word-only", said, tuple(place(evidence, form) for form in forms[:3]))
    return Result(
        "withdrawal-missing", say("Nothing about withdrawing from a purchase was found {looked_at}.", looked_at=looked_at(evidence))
    )
