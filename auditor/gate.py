"""The gate: the decision a CI job asks for, from what was seen and judged. It never passes because nothing was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from auditor.baseline import Known, worse
from auditor.budgets import Budget, may_reach, measure, over
from auditor.check import Check, CheckState
from auditor.errors import Exit
from reports.fixes import Fix, by_rule, fixes_of
from reports.words import Words
from rules.registry import rules
from rules.result import NOT_SEEN, RULE_FAILED
from rules.verdict import SETTINGS, SEVERITIES, Verdict, Verdicts
from spiders.evidence import Evidence
from spiders.said import Said, say

__all__ = ["Asked", "Decision", "FailOn", "checks", "decide"]

FailOn = Literal["critical", "serious", "moderate", "minor", "never"]
_ENGLISH = Words()
_UNSEEN = (NOT_SEEN, RULE_FAILED)


@dataclass(frozen=True)
class Asked:
    """
    What a gate asks.

    Attributes:
        fail_on: The least severity of a failed rule that fails it; level info never does.
        fail_under: Lowest score that passes, 0 to 100, or None.
        known: The findings that are held back.
    """

    fail_on: FailOn = "serious"
    fail_under: float | None = None
    budget: Budget = field(default_factory=Budget)
    known: Known | None = None


@dataclass(frozen=True)
class Decision:
    """
    What the gate says: an exit code and, a line each, why.

    Attributes:
        held: What would have failed it, and is held back by the baseline.
        unstable: What failed it at the first look and not at the second; `unstable_rules`: the rules among it.
        warnings: What is told and fails nothing.
    """

    code: Exit
    reasons: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()
    unstable_rules: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.code == Exit.DONE


def checks(asked: Asked, verdicts: Verdicts, evidence: Evidence) -> tuple[Check, ...]:
    """
    Everything that the gate asks, and what came of it: rules, the worst first, budgets, the score, what got worse.

    Raises:
        CallError: A budget is of no rule there is.
    """
    return tuple(_checks(asked, verdicts, evidence))


def _checks(asked: Asked, verdicts: Verdicts, evidence: Evidence) -> Iterator[Check]:
    if not any(v.outcome in ("passed", "failed") and v.pack != SETTINGS for v in verdicts.verdicts):
        yield Check("decided", "nothing", say("no rule could be decided"))
    asked.budget.only_of(rules().keys() | {v.rule for v in verdicts.verdicts})
    groups = by_rule(v for v in verdicts.verdicts if not v.suppressed)
    yield from (_of_rule(asked, group) for group in groups)
    missing = sorted(asked.budget.rules.keys() - {v.rule for v in verdicts.verdicts})
    yield from (_not_judged(name) for name in missing if asked.budget.rules[name] == "error")
    yield from measure(asked.budget, evidence, verdicts)
    if asked.fail_under is not None:
        yield _of_score(asked.fail_under, verdicts)
    if asked.known:
        yield from worse(asked.known, evidence, verdicts, gating=asked.budget.no_worse)


def _of_rule(asked: Asked, group: Fix) -> Check:
    """
    One rule under all packs.

    It fails for a failure of the severity asked for, or of any where the budget makes it an error. It is untold where it could
    have failed and was not decided because too little was seen or the rule itself failed, and where a gate of the packs could not
    be told; whether a gate applies is no doubt where it holds anyhow.
    """
    rule = group.worst.rule
    key, treated = f"rule {rule}", asked.budget.rules.get(rule)
    must = treated == "error"
    weighty = [v for v in group.verdicts if must or (v.level != "info" and _weighs(v, asked.fail_on))]
    failed = [v for v in group.verdicts if v.outcome == "failed" and (treated or v in weighty)]
    if treated in {"warning", "off"}:
        return Check(key, "warned" if failed and treated == "warning" else "open", verdicts=tuple(failed))
    if new := tuple(v for v in failed if not asked.known or asked.known.news(v)):
        return Check(key, "failed", verdicts=new, where=_where(asked.known, new))
    unseen = [v for v in weighty if v.outcome == "cantTell" and (must or v.result in _UNSEEN)]
    unseen += [v for v in weighty if v.outcome == "untested" and must]
    gates = [v for v in group.verdicts if v.open_gate and v not in unseen]
    if doubts := [*unseen, *(v for v in gates if not asked.known or asked.known.news(v))]:
        return Check(key, "untold", _untold(doubts))
    if failed or gates:
        return Check(key, "known", verdicts=(*failed, *gates))
    return Check(key, "passed" if all(v.outcome in {"passed", "inapplicable"} for v in weighty) else "open")


def _weighs(verdict: Verdict, fail_on: FailOn) -> bool:
    return fail_on != "never" and SEVERITIES.index(verdict.severity) <= SEVERITIES.index(fail_on)


def _where(known: Known | None, new: Sequence[Verdict]) -> str:
    paths = [path for v in new for path in known.news(v) if known.on_other_pages(v)] if known else []
    return ", ".join(path for path in dict.fromkeys(paths) if path)


def _not_judged(rule: str) -> Check:
    return Check(f"rule {rule}", "untold", say("cannot tell: {rule}: none of the packs that were judged by asks for it", rule=rule))


def _of_score(least: float, verdicts: Verdicts) -> Check:
    score = verdicts.score
    if score.value is None:
        none = say("a score of {least:g} was asked for and there is none: {reason}", least=least, reason=score.reason)
        return Check("score", "nothing", none)
    told = say("the score {value:g} is below {least:g}", value=score.value, least=least)
    return Check("score", "passed") if score.value >= least else over("score", told, may_reach(score.high, least))


def decide(found: Sequence[Check], *, allow_undecided: bool = False, words: Words = _ENGLISH) -> Decision:
    """
    Whether the gate passes.

    It fails on everything that failed; it is undecided where nothing was decided, and where something that it asks could not be
    told: looking at less never turns it green.

    Args:
        allow_undecided: Pass all the same where single things could not be told; never where nothing was decided.
        words: Those that it is told in; the verdicts of the checks are so already.
    """
    untold: tuple[CheckState, ...] = ("nothing",) if allow_undecided else ("nothing", "untold")
    reasons, code = _lines(found, words, "failed"), Exit.GATE_FAILED
    if not reasons:
        reasons, code = _lines(found, words, *untold), Exit.TOO_LITTLE_DECIDED
    return Decision(
        code=code if reasons else Exit.DONE,
        reasons=reasons,
        held=_lines(found, words, "known"),
        unstable=_lines(found, words, "unstable"),
        unstable_rules=tuple(dict.fromkeys(v.rule for check in found if check.state == "unstable" for v in check.verdicts)),
        warnings=_lines(found, words, "warned"),
    )


def _lines(found: Sequence[Check], words: Words, *states: CheckState) -> tuple[str, ...]:
    """What is told of the checks in those states, a line for each fix and each other check."""
    chosen = [check for check in found if check.state in states]
    where = {v.rule: check.where for check in chosen for v in check.verdicts if check.where}
    fixes = fixes_of(v for check in chosen for v in check.verdicts)
    told = [_fix(fix, where.get(fix.worst.rule, ""), words) for fix in fixes]
    return tuple(dict.fromkeys([*told, *(words.told(check.told.told) for check in chosen if check.told)]))


def _fix(fix: Fix, where: str, words: Words) -> str:
    worst = fix.worst
    told = words(
        "gated.fix",
        severity=words.label("severity", worst.severity),
        title=worst.title or worst.rule,
        packs=", ".join(fix.packs),
        message=" ".join(fix.messages[:1]),
    )
    new = words("gated.new_on", pages=where) if where else ""
    also = words("gated.also", titles="; ".join(each.worst.title or each.worst.rule for each in fix.also)) if fix.also else ""
    return " ".join(part for part in (told.strip(), new, also) if part)


def _untold(doubts: Sequence[Verdict]) -> Said:
    """What could not be told of a rule, each reason once."""
    packs = {v.reason: [other.pack for other in doubts if other.reason == v.reason] for v in doubts}
    told = "; ".join(f"({', '.join(dict.fromkeys(names))}) {reason}" for reason, names in packs.items())
    return say("cannot tell: {what}", what=f"{doubts[0].title or doubts[0].rule} {told}")
