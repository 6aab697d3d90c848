"""No link to the closed EU platform for online dispute resolution."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    found = mentions(evidence, "odr_platform")
    if links := [mention for mention in found if mention.form == "link" or mention.href]:
        told = say(
            "{links} to the EU's closed platform for online dispute resolution, at {page}.",
            links=count(len(links), "{n} link", "{n} links"),
            page=where(links[0].page),
        )
        return Result("odr-link", told, mention_places(evidence, links))
    if found:
        told = say(
            "The closed EU platform is named ('{text}'); whether customers are sent to it is for a person to verify.",
            text=found[0].text,
        )
        return Result("odr-named-in-text", told, mention_places(evidence, found))
    return Result(
        "no-odr-link-seen",
        say(
            "No link to the EU's closed platform for online dispute resolution was seen {looked_at}.", looked_at=looked_at(evidence)
        ),
    )
