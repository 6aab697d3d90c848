"""What the packs hold for later: the expectations that come into force after the as-of date, by day, and what is only announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.fixes import Fix, by_rule
from reports.story import Story
from rules.verdict import Verdict

__all__ = ["Coming", "Waiting", "applies_from", "coming"]


@dataclass(frozen=True)
class Waiting:
    """Expectations that wait for one answer: the question's id, the number of their rules, and what would fail if they apply."""

    question: str
    rules: int
    failing: tuple[Fix, ...]


@dataclass(frozen=True)
class Coming:
    """
    The expectations that come into force on one day, judged as if they were in force.

    Attributes:
        day: ISO date; `days`: number of days from the as-of date until then.
        failing: What would fail then, worst first.
        waiting: What waits for an answer, by question; `open`: what could not be decided for other reasons.
        met: What is met already; `others`: what does not apply.
    """

    day: str
    days: int
    failing: tuple[Fix, ...]
    waiting: tuple[Waiting, ...]
    open: tuple[Verdict, ...]
    met: tuple[Verdict, ...]
    others: tuple[Verdict, ...]


def applies_from(verdict: Verdict, as_of: str) -> str:
    """The ISO date from which the expectation of an upcoming verdict applies, or ""."""
    return min((c.in_force_from for c in verdict.citations if c.in_force_from and c.in_force_from > as_of), default="")


def coming(story: Story) -> tuple[Coming, ...]:
    """The days on which expectations come into force, the next one first."""
    as_of = story.verdicts.method.as_of
    dated = sorted((v for v in story.verdicts.upcoming if not v.suppressed), key=lambda v: applies_from(v, as_of))
    return tuple(_coming(story, day, tuple(group)) for day, group in groupby(dated, key=lambda v: applies_from(v, as_of)) if day)


def _coming(story: Story, day: str, verdicts: Sequence[Verdict]) -> Coming:
    undecided = [v for v in verdicts if v.outcome in {"cantTell", "untested"}]
    asked = dict.fromkeys(name for v in undecided if (name := story.question(v)))
    return Coming(
        day=day,
        days=(date.fromisoformat(day) - date.fromisoformat(story.verdicts.method.as_of)).days,
        failing=by_rule(v for v in verdicts if v.outcome == "failed"),
        waiting=tuple(_waiting(name, [v for v in undecided if story.question(v) == name]) for name in asked),
        open=tuple(v for v in undecided if not story.question(v)),
        met=tuple(v for v in verdicts if v.outcome == "passed"),
        others=tuple(v for v in verdicts if v.outcome == "inapplicable"),
    )


def _waiting(question: str, verdicts: Sequence[Verdict]) -> Waiting:
    failing = by_rule(v for v in verdicts if v.if_applies == "failed")
    return Waiting(question=question, rules=len({v.rule for v in verdicts}), failing=failing)
