"""What one rule says about one site, before a pack's level, law and dates are laid over it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.verdict import Confidence, Place

__all__ = ["APPLICABILITY_UNKNOWN", "NOT_ADDRESSED", "NOT_SEEN", "RULE_FAILED", "UNTESTED", "Result"]

# results that the engine gives in place of a rule's own
APPLICABILITY_UNKNOWN = "applicability-unknown"
NOT_ADDRESSED = "not-addressed"
NOT_SEEN = "not-enough-seen"
RULE_FAILED = "rule-failed"
UNTESTED = "nothing-looked-at"


@dataclass(frozen=True, slots=True)
class Result:
    """
    A rule's finding.

    Attributes:
        name: One of the named results that the rule's `rule.yaml` lists; the list gives the outcome.
        message: The observation, one or two sentences, with numbers.
        places: What it rests on, the most telling first.
        confidence: How sure the observation is; the engine lowers it where little was looked at.
        earned: The share of the points that a passed rule earns, 0 to 1, for rules with a smooth curve; None is all or nothing.
    """

    name: str
    message: str
    places: tuple[Place, ...] = ()
    confidence: Confidence = "high"
    earned: float | None = None
