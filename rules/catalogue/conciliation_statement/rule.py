"""The site says whether the company takes part in conciliation."""

from __future__ import annotations

from rules.checks import looked_at, mention_places
from rules.disputes import disputes
from rules.pack import Entry
from rules.result import Result
from rules.wording import says
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    told = disputes(evidence)
    willing = tuple(mention for mention in told.named + told.general if says("adr_willing", mention.text))
    if stated := told.refused + willing:
        side = "takes no part" if told.refused else "takes part"
        said = f"The site says that the company {side}: '{stated[0].text.rstrip('.')}'."
        return Result("statement-given", said, mention_places(evidence, stated))
    if words := told.named + told.general:
        said = f"Dispute resolution is mentioned ('{words[0].text}'), and no sentence was recognised that says whether the company"
        return Result(
            "statement-not-recognised", f"{said} takes part; that is for a person to verify.", mention_places(evidence, words)
        )
    return Result("statement-missing", f"Nothing about taking part in conciliation or not was found {looked_at(evidence)}.")
