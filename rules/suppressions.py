"""
Suppressions: findings that their owner sets aside for a time, with a reason. Pure: the day is given.

A suppressed finding stays in the verdicts and costs the score what it costs; only the gate and the list of what to mend pass it by.
A suppression that has expired, or that meets no finding, is a finding itself, under `settings` in place of a pack; the score does
not know it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple

from rules.checks import quoted
from rules.verdict import SETTINGS, Severity, Suppression, Verdict
from spiders.said import say, sentences
from spiders.urls import split

__all__ = ["EXPIRED", "UNMATCHED", "Settled", "set_aside"]

EXPIRED, UNMATCHED = "suppression-expired", "suppression-unmatched"
_ADVICE = {
    EXPIRED: say("Mend what was found and remove the entry, or give it a later date and say why it is needed for so long."),
    UNMATCHED: say("Remove the entry, or correct its target."),
}
_SPECIAL = re.compile(r"[\[?]")
"""What a file pattern takes for more than itself, as a path of the site may hold it; `*` alone stands for anything."""
_WHY = say("A suppression that nobody looks after hides the next finding of its kind.")


class Settled(NamedTuple):
    """The verdicts, those set aside marked; and the findings about the suppressions themselves."""

    verdicts: tuple[Verdict, ...]
    upcoming: tuple[Verdict, ...]
    findings: tuple[Verdict, ...]


def set_aside(
    verdicts: Sequence[Verdict], upcoming: Sequence[Verdict], suppressions: Sequence[Suppression], as_of: date, host: str
) -> Settled:
    """
    Mark the failures that a suppression in force on the day covers; of several, the first counts.

    A failure that names several places is covered by a path only where every one of them fits it. A fingerprint covers the same
    finding under every pack.
    """
    living = [each for each in suppressions if not _expired(each, as_of)]
    every = (*verdicts, *upcoming)
    marked = [_marked(verdict, living, every) for verdict in every]
    expired = [each for each in suppressions if _expired(each, as_of)]
    findings = [_finding(EXPIRED, each, say("ended on {day}", day=each.expires), "moderate", host) for each in expired]
    findings += [_finding(UNMATCHED, each, told, "minor", host) for each in living if (told := _unmatched(each, every))]
    return Settled(tuple(marked[: len(verdicts)]), tuple(marked[len(verdicts) :]), tuple(findings))


def _expired(suppression: Suppression, as_of: date) -> bool:
    return date.fromisoformat(suppression.expires) < as_of


def _marked(verdict: Verdict, living: Sequence[Suppression], every: Sequence[Verdict]) -> Verdict:
    found = next((each for each in living if _covers(each, verdict, every)), None)
    if found is None:
        return verdict
    told = say("{reason} ({owner}, until {day})", reason=found.reason, owner=found.owner, day=found.expires)
    return verdict.model_copy(update={"suppressed": told})


def _covers(suppression: Suppression, verdict: Verdict, every: Sequence[Verdict]) -> bool:
    if verdict.rule != suppression.rule or verdict.outcome != "failed":
        return False
    if suppression.target == "*":
        return True
    if suppression.target.startswith("/"):
        return bool(verdict.evidence) and not _left(suppression, verdict)
    meant = [other for other in every if other.rule == verdict.rule and other.fingerprint == suppression.target]
    return any((other.result, other.evidence) == (verdict.result, verdict.evidence) for other in meant)


def _left(suppression: Suppression, verdict: Verdict) -> tuple[str, ...]:
    """The paths of the finding that the target does not fit."""
    paths = dict.fromkeys(split(place.page).path or "/" for place in verdict.evidence)
    pattern = _SPECIAL.sub(r"[\g<0>]", suppression.target)
    return tuple(path for path in paths if not fnmatchcase(path, pattern))


def _unmatched(suppression: Suppression, every: Sequence[Verdict]) -> str:
    """Why the suppression meets no finding, or "" where it meets one or the rule could not be decided."""
    judged = [verdict for verdict in every if verdict.rule == suppression.rule]
    if not judged:
        return say("is of a rule that none of the packs judged by asks for")
    failed = [verdict for verdict in judged if verdict.outcome == "failed"]
    if any(_covers(suppression, verdict, every) for verdict in failed):
        return ""
    if failed:
        left = _left(suppression, failed[0]) if suppression.target.startswith("/") else ()
        return _besides(left)
    undecided = any(verdict.outcome in {"cantTell", "untested"} for verdict in judged)
    return "" if undecided else say("meets no finding: the rule's outcome is {outcome}", outcome=say(judged[0].outcome))


def _besides(left: Sequence[str]) -> str:
    if left:
        return say("does not cover the finding, which is on {pages} too", pages=quoted(left))
    return say("does not cover the finding, which is another: give its fingerprint, or * for the whole site")


def _finding(rule: str, suppression: Suppression, told: str, severity: Severity, host: str) -> Verdict:
    about, target = suppression.rule, suppression.target
    named = say(
        "The suppression of {rule} for {target} ({owner}) {told}.", rule=about, target=target, owner=suppression.owner, told=told
    )
    given = say("Reason given: {reason}.", reason=suppression.reason.rstrip("."))
    stands = say("It stands in auditor.toml, [[suppress]] with the rule {rule}, {target}.", rule=about, target=target)
    parts = (rule, SETTINGS, host.casefold(), suppression.rule, suppression.target)
    return Verdict(
        rule=rule,
        pack=SETTINGS,
        outcome="failed",
        result=rule,
        severity=severity,
        confidence="high",
        level="should",
        title=say("A suppression has expired") if rule == EXPIRED else say("A suppression meets no finding"),
        message=sentences(named, given),
        why=_WHY,
        advice=sentences(_ADVICE[rule], stands),
        owner="web-team",
        effort="minutes",
        fingerprint=hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16],
    )
