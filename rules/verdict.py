"""
The verdicts: what the evidence means under the packs that were asked for (schema `auditor/verdicts/1`).

Words are the W3C EARL outcomes. Nothing here says that a site is or is not within the law: a verdict is an observation held
against an expectation, with the expectation's source and force.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.evidence import Box, Frozen

SCHEMA: Literal["auditor/verdicts/1"] = "auditor/verdicts/1"

Outcome = Literal["passed", "failed", "cantTell", "inapplicable", "untested"]
Severity = Literal["critical", "serious", "moderate", "minor"]
Level = Literal["must", "should", "info"]
Force = Literal["statute", "case-law", "regulator-guidance", "standard", "good-practice"]
Confidence = Literal["high", "medium", "low"]
FixedBy = Literal["customer-service", "content", "developers", "legal", "design"]
Grade = Literal["A", "B", "C", "D", "E"]


class Citation(Frozen):
    """Where an expectation comes from; `in_force_from` and `in_force_until` are ISO dates or None."""

    authority: str
    url: str
    force: Force
    in_force_from: str | None = None
    in_force_until: str | None = None
    confidence: Confidence = "medium"


class Place(Frozen):
    """What a finding rests on: a page, and where on it; `screenshot` is a file of the bundle or ""."""

    page: str
    selector: str = ""
    screenshot: str = ""
    box: Box | None = None
    text: str = ""


class Verdict(Frozen):
    """
    One rule's outcome.

    Attributes:
        rule: The rule's id, the name of its folder.
        pack: The pack whose expectation was judged.
        result: The rule's own named result, as `phone-missing`.
        reason: For cantTell, inapplicable and untested: why.
        confidence: How sure the observation is, not the law.
        gate: Whether failing caps the grade.
        points: What the rule weighs within its category.
        earned: The share of the points earned, 0 to 1; None where the rule is not decided.
        message: The observation in one or two sentences, with numbers, and what was not seen.
        why: Why it matters to a customer.
        advice: The exact remedy.
        owner: Who fixes it.
        evidence: What it rests on.
        fingerprint: Stays the same while the finding is the same; 16 hex digits.
        suppressed: The reason given for setting it aside, or "".
    """

    rule: str
    pack: str
    outcome: Outcome
    reason: str = ""
    result: str = ""
    category: str = ""
    severity: Severity = "moderate"
    confidence: Confidence = "medium"
    level: Level = "should"
    gate: bool = False
    points: float = 1.0
    earned: float | None = None
    title: str = ""
    message: str = ""
    why: str = ""
    advice: str = ""
    owner: FixedBy = "content"
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Place, ...] = ()
    fingerprint: str = ""
    suppressed: str = ""


class CategoryScore(Frozen):
    """One category: `decided` of `of` rules had an outcome; value, low, high from 0 to 100 or None."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    decided: int
    of: int


class Score(Frozen):
    """
    The score, 0 to 100, or None where too little was decided.

    `low` and `high` are the score if everything undecided had failed, and had passed. `capped_by` lists the failed gates.
    """

    value: float | None
    low: float | None
    high: float | None
    grade: Grade | None
    capped_by: tuple[str, ...] = ()
    categories: tuple[CategoryScore, ...] = ()
    reason: str = ""


class PackUsed(Frozen):
    """A pack by id and version."""

    id: str
    version: str


class Method(Frozen):
    """How the verdicts were reached; `as_of` is the ISO date whose law was applied, `answers` what a person told besides."""

    version: str
    packs: tuple[PackUsed, ...]
    as_of: str
    answers: dict[str, bool | str] = {}


class Verdicts(Frozen):
    """All that was judged."""

    schema_: Literal["auditor/verdicts/1"] = Key(default=SCHEMA, alias="schema")
    method: Method
    score: Score
    verdicts: tuple[Verdict, ...] = ()
    upcoming: tuple[Verdict, ...] = ()
