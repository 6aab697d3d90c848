"""A person, by phone or in writing, is found from a help article and from a page about orders or returns."""

from __future__ import annotations

from rules.findability import way_to_a_person
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return way_to_a_person(evidence, entry, "article", "order")
