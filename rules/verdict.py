"""
The verdicts: what the evidence means under the packs that were asked for (schema `auditor/verdicts/1`).

Words are the W3C EARL outcomes. Nothing here says that a site is or is not within the law: a verdict is an observation held
against an expectation, with the expectation's source and force.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic import Field as Key

from spiders.evidence import Box, Frozen
from spiders.said import Spoken

SCHEMA: Literal["auditor/verdicts/1"] = "auditor/verdicts/1"
SETTINGS = "settings"
"""What stands in place of a pack for findings about the settings file itself; the score does not know them."""

Outcome = Literal["passed", "failed", "cantTell", "inapplicable", "untested"]
Severity = Literal["critical", "serious", "moderate", "minor"]
Level = Literal["must", "should", "info"]
Force = Literal["statute", "case-law", "regulator-guidance", "standard", "good-practice"]
Confidence = Literal["high", "medium", "low"]
FixedBy = Literal["web-team", "content", "customer-service", "telephony", "legal"]
Effort = Literal["minutes", "hours", "days", "weeks"]
RemedyKind = Literal["html", "json-ld", "text"]
Grade = Literal["A", "B", "C", "D", "E"]

# In order: what weighs most comes first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
LEVELS: tuple[Level, ...] = get_args(Level)
FORCES: tuple[Force, ...] = get_args(Force)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


class Citation(Frozen):
    """Where an expectation comes from; `in_force_from` and `in_force_until` are ISO dates or None."""

    authority: str
    url: str
    force: Force
    in_force_from: str | None = None
    in_force_until: str | None = None
    confidence: Confidence = "medium"


class Place(Spoken):
    """What a finding rests on: a page, and where on it; `screenshot` is a file of the bundle or ""."""

    page: str
    selector: str = ""
    screenshot: str = ""
    box: Box | None = None
    text: str = ""


class Remedy(Spoken):
    """What to add to the site: `content` is text or markup with the site's own details filled in, `where` the place it goes to."""

    kind: RemedyKind
    where: str
    content: str


class Verdict(Spoken):
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
        unseen: The last sentence of a failure's message: what was not looked at.
        why: Why it matters to a customer.
        advice: The exact remedy.
        owner: Who fixes it; `effort`: what that takes, by the project's own estimate.
        remedy: For a failure: what to add to the site, where something can be added as it stands.
        questions: The ids of the questions that an undecided outcome, or an inapplicable one, waits for.
        if_applies: Where it is open whether the expectation applies: the outcome if it does; `message` is what was observed.
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
    unseen: str = ""
    why: str = ""
    advice: str = ""
    owner: FixedBy = "content"
    effort: Effort = "hours"
    remedy: Remedy | None = None
    questions: tuple[str, ...] = ()
    if_applies: Outcome | None = None
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Place, ...] = ()
    fingerprint: str = ""
    suppressed: str = ""

    @property
    def open_gate(self) -> bool:
        """Whether it is a gate that may have failed: undecided, and not one that holds or does not apply whatever is answered."""
        undecided = self.outcome in {"cantTell", "untested"} and self.if_applies not in {"passed", "inapplicable"}
        return self.gate and self.level != "info" and undecided


class CategoryScore(Frozen):
    """One category: `decided` of `of` rules had an outcome; value, low, high from 0 to 100 or None."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    decided: int
    of: int


class Score(Spoken):
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


def _iso(expires: object) -> object:
    if isinstance(expires, date):  # as TOML gives it
        return expires.isoformat()[:10]
    try:
        return date.fromisoformat(str(expires)).isoformat()
    except ValueError:
        raise ValueError(f"{expires!r} is no date; give one as 2027-03-31") from None


def _target(target: str) -> str:
    if not re.fullmatch(r"\*|/\S*|[0-9a-f]{16}", target):
        raise ValueError(f"{target!r} is no target; give a path such as /help/*, a finding's fingerprint, or * for the whole site")
    return target


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Suppression(Frozen):
    """
    A finding that its owner sets aside for a time.

    Attributes:
        target: A path of the site, in which * stands for anything, the fingerprint of the finding, or * for the whole site.
        owner: The person or team that answers for it.
        expires: Its last day, an ISO date.
    """

    rule: Said
    target: Annotated[str, AfterValidator(_target)]
    reason: Said
    owner: Said
    expires: Annotated[str, BeforeValidator(_iso)]


class Method(Frozen):
    """How the verdicts were reached; `as_of` is the ISO date whose law was applied, `answers` what a person told besides."""

    version: str
    packs: tuple[PackUsed, ...]
    as_of: str
    answers: dict[str, bool | str] = {}
    suppressions: tuple[Suppression, ...] = ()


class PromiseHeld(Spoken):
    """
    A claim about the service beside what was found of it.

    Attributes:
        text: As the site says it; `claim`: its kind; `says`: that kind in words.
        strength: What it promises, 0 (vague) to 1 (can be checked).
        found: What was found, in words; `delivered`: the same, 0 to 1, None where nobody sees it from outside.
        gap: What is promised beyond what was found, 0 to 1; None where nothing can be said.
    """

    page: str
    text: str
    claim: str
    says: str
    strength: float
    found: str
    delivered: float | None = None
    gap: float | None = None


class Announced(Spoken):
    """What may come and was not judged: no law yet, or law whose day is not set; `status` says how far it has come."""

    pack: str
    title: str
    says: str
    status: str
    authority: str
    url: str
    confidence: Confidence = "medium"


class Verdicts(Frozen):
    """
    All that was judged; `upcoming` by what comes into force later, as if it were in force.

    What is `announced` was not judged; `promises` stand beside what was found.
    """

    schema_: Literal["auditor/verdicts/1"] = Key(default=SCHEMA, alias="schema")
    method: Method
    score: Score
    verdicts: tuple[Verdict, ...] = ()
    upcoming: tuple[Verdict, ...] = ()
    announced: tuple[Announced, ...] = ()
    promises: tuple[PromiseHeld, ...] = ()
