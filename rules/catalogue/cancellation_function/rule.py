"""A function for ending a contract online, which is not a function for withdrawing from one."""

from __future__ import annotations

from rules.functions import ENDING, offered
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return offered(evidence, ENDING, entry)
