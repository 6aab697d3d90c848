"""A dispute board is named."""

from __future__ import annotations

from rules.checks import looked_at, mention_places
from rules.disputes import disputes
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    told = disputes(evidence)
    if told.named:
        return Result(
            "board-named", say("A dispute board is named: '{text}'.", text=told.named[0].text), mention_places(evidence, told.named)
        )
    if told.refused:
        said = sentences(
            say("The site says that it takes no part in dispute resolution: '{text}'.", text=told.refused[0].text.rstrip(".")),
            say("No board was seen to be named; whether one has to be is for a person to verify."),
        )
        return Result("participation-refused", said, mention_places(evidence, told.refused))
    if told.general:
        return Result(
            "dispute-word-only",
            say(
                "Dispute resolution is mentioned ('{text}'), and no board's name or address was recognised beside "
                "it; whether one is named is for a person to verify.",
                text=told.general[0].text,
            ),
            mention_places(evidence, told.general),
        )
    return Result(
        "board-missing",
        say("No dispute board or other way to settle a dispute out of court was found {looked_at}.", looked_at=looked_at(evidence)),
    )
