"""A customer who goes by the labels comes to the place for withdrawing from a contract."""

from __future__ import annotations

from rules.pack import Entry
from rules.result import Result
from rules.walks import way_found
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    return way_found(evidence, "withdraw", say("a place to withdraw from a contract"))
