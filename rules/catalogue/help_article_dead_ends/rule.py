"""Help articles lead on to a person."""

from __future__ import annotations

from rules.checks import count, pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Confidence, Place
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    articles = pages(evidence, "article", "help")
    if not articles:
        return Result("no-help-articles", "No help article or help page was read.")
    ended = {end.page for end in ends(evidence, "D1", "D2")}
    dead = [page for page in articles if {page.url, page.final_url} & ended]
    told = f"{len(dead)} of {count(len(articles), 'help page')} read offer no way on to a channel in their own content."
    confidence: Confidence = "high" if len(articles) >= 10 else "medium"
    if len(dead) / len(articles) <= entry.thresholds["most-share"]:
        return Result("articles-lead-on", told, confidence=confidence)
    places = tuple(Place(page=page.final_url, text=page.title) for page in dead[:5])
    return Result("articles-end-nowhere", f"{told} The first is {where(dead[0].final_url)}.", places, confidence)
