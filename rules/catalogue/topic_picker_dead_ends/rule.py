"""Choosing a topic leads on to a person."""

from __future__ import annotations

from rules.checks import count, pages, where
from rules.deadends import end_places, ends
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    if shut := ends(evidence, "D2"):
        told = f"At {where(shut[0].page)} one is sent from topic to topic: {shut[0].detail}"
        if shut[0].walked:
            told = f"{told} {count(shut[0].walked, 'walk')} ended there."
        return Result("topics-end-nowhere", told, end_places(shut))
    helped = pages(evidence, "help", "contact")
    if not helped:
        return Result("no-help-pages", "No help page or contact page was read.")
    return Result("topics-lead-on", f"No choice of topics ends with nobody to ask ({count(len(helped), 'page')} read).")
