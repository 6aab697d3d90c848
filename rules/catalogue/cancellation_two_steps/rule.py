"""The page behind the function for ending a contract: what it asks for, and a separate control to confirm."""

from __future__ import annotations

from rules.functions import ENDING, second_step
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    return second_step(evidence, ENDING, entry)
