"""Invented sites for a benchmark."""

from __future__ import annotations

import dataclasses
from typing import Any

from reports.benchmark import Entry
from reports.story import Story
from rules.verdict import CategoryScore, Level, Outcome, PackUsed, Verdict
from tests.reports import samples

Outcomes = dict[str, Outcome]


def verdict(rule: str, outcome: Outcome, pack: str = "se", level: Level = "must", **more: Any) -> Verdict:
    earned = {"passed": 1.0, "failed": 0.0}.get(outcome)
    named = {"rule": rule, "pack": pack, "outcome": outcome, "category": "channels", "level": level, "earned": earned}
    return Verdict(title=f"Title of {rule}", **{**named, **more})


def story(low: float | None, high: float | None, *verdicts: Verdict, value: float | None = None, **method: Any) -> Story:
    """A site with this interval; `value` is in the middle of it unless given."""
    told = samples.story()
    middle = None if low is None or high is None else (low + high) / 2 if value is None else value
    own = (CategoryScore(id="channels", value=middle, low=low, high=high, decided=3, of=3),)
    score = told.verdicts.score.model_copy(update={"value": middle, "low": low, "high": high, "categories": own})
    meant = told.verdicts.model_copy(update={"score": score, "method": told.verdicts.method.model_copy(update=method)})
    return dataclasses.replace(told, verdicts=meant.model_copy(update={"verdicts": verdicts} if verdicts else {}))


def entry(name: str, low: float | None = 40, high: float | None = 60, *verdicts: Verdict, sector: str = "", **method: Any) -> Entry:
    return Entry(
        name=name,
        url=f"https://{name}.example/",
        sector=sector,
        state="audited",
        story=story(low, high, *verdicts, **method),
        report=f"bundles/{name}/report.html",
    )


def pack(name: str) -> dict[str, Any]:
    return {"packs": (PackUsed(id=name, version="1"),)}
