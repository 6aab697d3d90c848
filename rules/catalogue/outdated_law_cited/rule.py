"""No page names as its basis an act that another has taken the place of."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    outdated = tuple(label.casefold() for label in entry.labels["outdated"])
    cited = [
        each for each in mentions(evidence, "law_cited") if any(act in " ".join(each.text.casefold().split()) for act in outdated)
    ]
    if headed := [each for each in cited if each.form != "text"]:
        told = f"At {where(headed[0].page)} stands '{headed[0].text}'."
        return Result("outdated-law-named", told, mention_places(evidence, headed))
    if cited:
        told = f"At {where(cited[0].page)} the text says '{cited[0].text}'; whether as law in force is for a person to verify."
        return Result("named-in-text", told, mention_places(evidence, cited))
    return Result(
        "none-named", f"None of the acts looked for ({', '.join(entry.labels['outdated'])}) was seen named {looked_at(evidence)}."
    )
