"""No page names as its basis an act that another has taken the place of."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, entry: Entry) -> Result:
    outdated = tuple(label.casefold() for label in entry.labels["outdated"])
    cited = [
        each for each in mentions(evidence, "law_cited") if any(act in " ".join(each.text.casefold().split()) for act in outdated)
    ]
    if headed := [each for each in cited if each.form != "text"]:
        told = say("At {page} stands '{text}'.", page=where(headed[0].page), text=headed[0].text)
        return Result("outdated-law-named", told, mention_places(evidence, headed))
    if cited:
        told = say(
            "At {page} the text says '{text}'; whether as law in force is for a person to verify.",
            page=where(cited[0].page),
            text=cited[0].text,
        )
        return Result("named-in-text", told, mention_places(evidence, cited))
    return Result(
        "none-named",
        say(
            "None of the acts looked for ({acts}) was seen named {looked_at}.",
            acts=", ".join(entry.labels["outdated"]),
            looked_at=looked_at(evidence),
        ),
    )
