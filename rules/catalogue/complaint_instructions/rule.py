"""The site says how to complain."""

from __future__ import annotations

from rules.checks import leading_to_read, looked_at, mention_places, mentions, pages, place, told_at_length, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if offered := pages(evidence, "complaints"):
        told = f"A page about complaints is at {where(offered[0].final_url)}."
        return Result("complaints-have-a-place", told, tuple(place(evidence, page) for page in offered[:3]))
    words = mentions(evidence, "complaint")
    if links := leading_to_read(evidence, words):
        told = f"The link '{links[0].text}' leads to {where(links[0].href)}, which was read."
        return Result("complaints-have-a-place", told, mention_places(evidence, links), "medium")
    if section := told_at_length(words):
        told = f"Under the heading '{section[0].text}' the text says '{section[1].text}'."
        return Result("complaints-have-a-place", told, mention_places(evidence, section), "medium")
    if words:
        told = f"Complaints are only mentioned ('{words[0].text}'); whether the site says how is for a person to verify."
        return Result("complaint-word-only", told, mention_places(evidence, words))
    if disputes := mentions(evidence, "adr"):
        told = f"Disputes are mentioned ('{disputes[0].text}'); whether the site says how to complain is for a person to verify."
        return Result("dispute-words-only", told, mention_places(evidence, disputes))
    return Result("complaints-missing", f"No page, heading or text about complaints was found {looked_at(evidence)}.")
