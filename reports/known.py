"""A baseline as it is written: the findings that a site is known to have (schema `auditor/baseline/1`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from rules.verdict import PackUsed, Verdict
from spiders.evidence import ChannelKind, Frozen

__all__ = ["Baseline", "Finding", "Identity", "Length", "identity"]

Identity = tuple[str, str, str]


def identity(found: Verdict | Finding) -> Identity:
    """By what a finding is known again, whatever its words and places."""
    return found.rule, found.pack, found.result


class Finding(Frozen):
    """
    One finding.

    Attributes:
        first_seen: The day of the look that saw it first, an ISO date.
        places: The number of places by the path of the page; one under "" for the whole site.
        fingerprint: The verdict's, as it was then; it may change while the finding does not.
    """

    rule: str
    pack: str
    result: str
    title: str = ""
    first_seen: str = ""
    places: dict[str, int] = {}
    fingerprint: str = ""


class Length(Frozen):
    """How far the nearest channel of a kind is from the home page."""

    clicks: int
    actions: int | None = None


class Baseline(Frozen):
    """What was known of a site when the baseline was written; `quick`: by a quick look, whose score rests on fewer rules."""

    schema_: Literal["auditor/baseline/1"] = Key(default="auditor/baseline/1", alias="schema")
    host: str
    method: str
    packs: tuple[PackUsed, ...]
    quick: bool = False
    score: float | None = None
    depths: dict[ChannelKind, Length] = {}
    findings: tuple[Finding, ...] = ()
