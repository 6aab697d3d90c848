"""A customer who comes to complain arrives at a place for it."""

from __future__ import annotations

from dataclasses import replace

from rules.checks import pages, where
from rules.pack import Entry
from rules.result import Result
from rules.walks import way_found
from spiders.evidence import Evidence
from spiders.said import say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    walked = way_found(evidence, "complain", say("a place for complaints"))
    known = pages(evidence, "complaints")
    if walked.name == "way-found" or not known:
        return walked
    return replace(
        walked, message=sentences(walked.message, say("A page about complaints is at {page}.", page=where(known[0].final_url)))
    )
