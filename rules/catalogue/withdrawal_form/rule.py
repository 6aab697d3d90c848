"""A standard withdrawal form is offered."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, mention_places, mentions, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "withdraw_form"):
        return Result(
            "form-offered", say("A withdrawal form is named: '{text}'.", text=words[0].text), mention_places(evidence, words)
        )
    if forms := contact_forms(evidence, "withdrawal"):
        told = say(
            "A form to withdraw by was found at {page}, and no standard form is named {looked_at}.",
            page=where(forms[0].page),
            looked_at=looked_at(evidence),
        )
        return Result(
            "online-form-alone",
            sentences(told, say("Whether it serves as one is for a person to verify.")),
            (place(evidence, forms[0]),),
        )
    return Result("form-missing", say("No withdrawal form was found {looked_at}.", looked_at=looked_at(evidence)))
