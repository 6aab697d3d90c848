"""The second look at a site where the first would turn a gate red: what does not fail twice is unstable, and fails nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from auditor.bundle import Bundle
from auditor.check import Check
from auditor.judging import judge, ready
from auditor.settings import Settings
from rules.verdict import Verdicts
from spiders.evidence import Evidence

__all__ = ["beside", "lighter", "settle_twice", "with_the_first"]

_NO_FAILURE = frozenset({"passed", "known"})


def beside(folder: Path) -> Path:
    """Where the second look's bundle goes: beside the first, for each is the record of one look."""
    return folder.with_name(f"{folder.name}-again")


def lighter(settings: Settings, folder: Path) -> Settings:
    """The same settings without what takes longest and is not asked again: journeys, axe-core, the probe of a chat."""
    without = {"journeys": False, "axe": False, "chat_probe": "", "wacz": False, "timestamp": ""}
    return settings.model_copy(update={"out": beside(folder), **without})


def with_the_first(first: Bundle, second: Bundle, settings: Settings) -> tuple[Evidence, Verdicts]:
    """
    The second look, with the journeys and axe-core's reports of the first: what was not looked at again stands as it was.

    Raises:
        CallError: The packs cannot be used.
    """
    kept = {"journeys": first.evidence.journeys, "accessibility": first.evidence.accessibility}
    evidence = second.evidence.model_copy(update=kept)
    by = ready(settings, evidence.site.country)
    return evidence, judge(evidence, by, settings.on(), settings.answers, settings.suppress)


def settle_twice(first: Sequence[Check], second: Sequence[Check]) -> tuple[Check, ...]:
    """
    The checks of the first look, those that failed at it and not at the second made unstable.

    What could not be told at the second look stands as it was.
    """
    well = {check.key for check in second if check.state in _NO_FAILURE}
    return tuple(replace(each, state="unstable") if each.state == "failed" and each.key in well else each for each in first)
