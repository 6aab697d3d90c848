"""The site says how to complain."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if offered := pages(evidence, "complaints"):
        told = f"A page about complaints is at {where(offered[0].final_url)}."
        return Result("complaints-have-a-place", told, tuple(place(evidence, page) for page in offered[:3]))
    if named := mentions(evidence, "complaint", forms=("heading", "link", "button")):
        return Result(
            "complaints-have-a-place", f"Complaints have the {named[0].form} '{named[0].text}'.", mention_places(evidence, named)
        )
    if words := mentions(evidence, "complaint"):
        told = (
            f"Only running text mentions complaints ('{words[0].text}'); whether it says how to complain is for a person to verify."
        )
        return Result("complaint-word-only", told, mention_places(evidence, words))
    return Result("complaints-missing", f"No page, heading or text about complaints was found {looked_at(evidence)}.")
