"""A standard withdrawal form is offered."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if words := mentions(evidence, "withdraw_form"):
        return Result("form-offered", f"A withdrawal form is named: '{words[0].text}'.", mention_places(evidence, words))
    return Result("form-missing", f"No withdrawal form was found {looked_at(evidence)}.")
