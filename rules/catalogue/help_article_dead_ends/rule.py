"""Help articles lead on to a person."""

from __future__ import annotations

from rules.checks import pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Confidence, Place
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, entry: Entry) -> Result:
    articles = pages(evidence, "article", "help")
    if not articles:
        return Result("no-help-articles", say("No help article or help page was read."))
    ended = {end.page for end in ends(evidence, "D1", "D2")}
    dead = [page for page in articles if {page.url, page.final_url} & ended]
    told = say(
        "{n} of {pages} read offer no way on to a channel in their own content.",
        n=len(dead),
        pages=count(len(articles), "{n} help page", "{n} help pages"),
    )
    confidence: Confidence = "high" if len(articles) >= 10 else "medium"
    if len(dead) / len(articles) <= entry.thresholds["most-share"]:
        return Result("articles-lead-on", told, confidence=confidence)
    places = tuple(Place(page=page.final_url, text=page.title) for page in dead[:5])
    return Result(
        "articles-end-nowhere", sentences(told, say("The first is {page}.", page=where(dead[0].final_url))), places, confidence
    )
