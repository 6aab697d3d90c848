"""The way to use the right needs no account: withdrawing from a contract."""

from __future__ import annotations

from rules.functions import WITHDRAWING, without_account
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return without_account(evidence, WITHDRAWING, entry)
