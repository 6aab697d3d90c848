"""The site says whether the company takes part in conciliation."""

from __future__ import annotations

from rules.checks import looked_at, mention_places
from rules.disputes import disputes
from rules.pack import Entry
from rules.result import Result
from rules.wording import says
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    told = disputes(evidence)
    willing = tuple(mention for mention in told.named + told.general if says("adr_willing", mention.text))
    if stated := told.refused + willing:
        words = stated[0].text.rstrip(".")
        said = (
            say("The site says that the company takes no part: '{words}'.", words=words)
            if told.refused
            else say("The site says that the company takes part: '{words}'.", words=words)
        )
        return Result("statement-given", said, mention_places(evidence, stated))
    if general := told.named + told.general:
        said = say(
            "Dispute resolution is mentioned ('{text}'), and no sentence was recognised that says whether the "
            "company takes part; that is for a person to verify.",
            text=general[0].text,
        )
        return Result("statement-not-recognised", said, mention_places(evidence, general))
    return Result(
        "statement-missing",
        say("Nothing about taking part in conciliation or not was found {looked_at}.", looked_at=looked_at(evidence)),
    )
