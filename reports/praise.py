"""What is good already: the expectations met by something that is there, and never by silence (`praise.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reports.fixes import weight
from rules.registry import rules
from rules.verdict import Verdict
from spiders import strictyaml

__all__ = ["praised"]

_MOST = 3


@cache
def _ranks() -> dict[str, int]:
    listed: list[str] = strictyaml.load_file(Path(__file__).with_name("praise.yaml"))["rules"]
    return {rule: rank for rank, rule in enumerate(listed)}


def praised(passed: Iterable[Verdict], failed: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """
    Up to three verdicts, each rule once, in the order of the list; a house's own rules come after it.

    None rests on a place that one of the failed faults.
    """
    taken = {(place.page, place.selector) for v in failed for place in v.evidence if place.selector}
    found: dict[str, Verdict] = {}
    for verdict in sorted(passed, key=lambda v: (_ranks().get(v.rule, len(_ranks())), weight(v))):
        told = verdict.rule in _ranks() or verdict.rule not in rules()
        if told and taken.isdisjoint((place.page, place.selector) for place in verdict.evidence):
            found.setdefault(verdict.rule, verdict)
    return tuple(found.values())[:_MOST]
