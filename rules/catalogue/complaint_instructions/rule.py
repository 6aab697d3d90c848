"""The site says how to complain."""

from __future__ import annotations

from rules.checks import looked_at, mention_places, mentions, pages, place, where
from rules.pack import Entry
from rules.result import Result
from rules.telling import told
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    if offered := pages(evidence, "complaints"):
        said = say("A page about complaints is at {page}.", page=where(offered[0].final_url))
        return Result("complaints-have-a-place", said, tuple(place(evidence, page) for page in offered[:3]))
    words = mentions(evidence, "complaint")
    if found := told(evidence, words, "complaints-have-a-place"):
        return found
    if words:
        said = say(
            "Complaints are only mentioned ('{text}'); whether the site says how is for a person to verify.", text=words[0].text
        )
        return Result("complaint-word-only", said, mention_places(evidence, words))
    if disputes := mentions(evidence, "adr"):
        said = say(
            "Disputes are mentioned ('{text}'); whether the site says how to complain is for a person to verify.",
            text=disputes[0].text,
        )
        return Result("dispute-words-only", said, mention_places(evidence, disputes))
    return Result(
        "complaints-missing", say("No page, heading or text about complaints was found {looked_at}.", looked_at=looked_at(evidence))
    )
