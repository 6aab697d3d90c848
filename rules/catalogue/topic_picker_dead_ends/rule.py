"""Choosing a topic leads on to a person."""

from __future__ import annotations

from rules.checks import pages, where
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    if shut := ends(evidence, "D2"):
        told = say(
            "At {page} one is sent from topic to topic: {detail}", page=where(shut[0].page), detail=shut[0].sentence("detail")
        )
        if shut[0].walked:
            told = sentences(told, say("{walks} ended there.", walks=count(shut[0].walked, "{n} walk", "{n} walks")))
        return Result("topics-end-nowhere", told, end_places(shut))
    helped = pages(evidence, "help", "contact")
    if not helped:
        return Result("no-help-pages", say("No help page or contact page was read."))
    return Result(
        "topics-lead-on",
        say("No choice of topics ends with nobody to ask ({pages} read).", pages=count(len(helped), "{n} page", "{n} pages")),
    )
