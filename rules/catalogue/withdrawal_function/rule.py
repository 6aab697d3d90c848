"""A function for withdrawing from a contract, which is not a function for cancelling one."""

from __future__ import annotations

from rules.functions import WITHDRAWING, offered
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return offered(evidence, WITHDRAWING, entry)
