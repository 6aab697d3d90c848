"""A person, by phone or in writing, is found from the home page by those who choose by labels."""

from __future__ import annotations

from rules.findability import way_to_a_person
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return way_to_a_person(evidence, entry, "home")
