"""No link to the closed EU platform for online dispute resolution."""

from __future__ import annotations

from rules.checks import count, looked_at, mention_places, mentions, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    found = mentions(evidence, "odr_platform")
    if links := [mention for mention in found if mention.form == "link" or mention.href]:
        told = f"{count(len(links), 'link')} to the EU's closed platform for online dispute resolution, at {where(links[0].page)}."
        return Result("odr-link", told, mention_places(evidence, links))
    if found:
        told = f"The closed EU platform is named ('{found[0].text}'); whether customers are sent to it is for a person to verify."
        return Result("odr-named-in-text", told, mention_places(evidence, found))
    return Result(
        "no-odr-link-seen", f"No link to the EU's closed platform for online dispute resolution was seen {looked_at(evidence)}."
    )
