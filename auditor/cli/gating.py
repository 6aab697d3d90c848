"""The gate as commands ask for it: by which settings, beside which baseline, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor import baseline
from auditor.audit import story
from auditor.baseline import Compared, Finding, Known
from auditor.bundle import Bundle
from auditor.check import Check
from auditor.cli.say import complain
from auditor.gate import Asked, Decision, FailOn, checks, decide
from auditor.settings import Settings

__all__ = ["Gated", "as_object", "asked_for", "beside", "checked", "gated", "known_before", "tell"]


@dataclass(frozen=True)
class Gated:
    """A decision with the baseline that it was taken beside; `known` and `compared` are None without one."""

    decision: Decision
    known: Known | None = None
    compared: Compared | None = None


def asked_for(settings: Settings, write_baseline: Path | None) -> Settings | None:
    """The settings with the severity that fails an audit's gate, or None where they ask for no gate."""
    known = settings.baseline or write_baseline
    limits = settings.fail_under is not None or bool(settings.budget.model_fields_set)
    if not (known or limits or settings.fail_on not in (None, "never")):
        return None
    default: FailOn = "serious" if known else "never"
    return settings.model_copy(update={"fail_on": settings.fail_on or default})


def known_before(settings: Settings, write_baseline: Path | None) -> Known | None:
    """
    The baseline of the settings; one that is about to be written need not be there.

    Raises:
        CallError: It cannot be read.
    """
    path = settings.baseline or write_baseline
    return baseline.read(path) if path and (path.exists() or not write_baseline) else None


def beside(whole: Bundle, before: Known | None, write_baseline: Path | None) -> Known | None:
    """The baseline that the gate is held beside: the one that was read, else the one that is written now."""
    if whole.verdicts is None:
        return None
    if write_baseline is None:
        return baseline.fitting(before, whole.evidence, whole.verdicts) if before else None
    made = baseline.make(whole.evidence, whole.verdicts, whole.manifest.started[:10], before.baseline if before else None)
    baseline.write(write_baseline, made)
    complain(f"{write_baseline}: written; {len(made.findings)} findings of {made.host} are known from now on")
    return Known(write_baseline, made)


def checked(whole: Bundle, settings: Settings, known: Known | None) -> tuple[Check, ...]:
    """What the gate asks, and what came of it, told in the language of the settings."""
    asked = Asked(settings.fail_on or "serious", settings.fail_under, settings.budget, known)
    return checks(asked, story(whole, settings.lang).verdicts, whole.evidence)


def gated(whole: Bundle, settings: Settings, known: Known | None, found: Sequence[Check]) -> Gated:
    """The decision on what was found."""
    decision = decide(found, allow_undecided=settings.allow_undecided)
    compared = baseline.compare(known, whole.verdicts) if known and whole.verdicts else None
    return Gated(decision, known, compared)


def tell(outcome: Gated) -> None:
    """The decision on standard error, a line each, worst first; what was held back is always told, and by which file."""
    decision = outcome.decision
    for reason in decision.reasons:
        complain(f"gate: {reason}")
    for line in decision.unstable:
        complain(f"gate: unstable, not counted: {line} A second look did not find it.")
    for line in decision.warnings:
        complain(f"gate: warning: {line}")
    if outcome.known and outcome.compared:
        for line in _beside(outcome.known, outcome.compared, decision):
            complain(f"gate: {line}")


def _beside(known: Known, compared: Compared, decision: Decision) -> list[str]:
    new, fixed, still = _named(compared.new), _named(compared.fixed), tuple(dict.fromkeys(each.rule for each in compared.still))
    told = [f"held back by {known.file}: {len(decision.held)} of what the gate asks"]
    told.append(f"beside {known.file}: {len(new)} new, {len(still)} still there, {len(fixed)} fixed")
    told += [f"new: {name}" for name in new]
    told += [f"still there: {', '.join(still)}"] if still else []
    told += [f"fixed: {name}" for name in fixed]
    if fixed:
        told.append(f"{known.file} is stale; renew it with `auditor gate BUNDLE --write-baseline {known.file}`")
    return told


def _named(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The findings by name, those of one rule once."""
    return tuple(dict.fromkeys(f"{each.title or each.rule} ({each.rule})" for each in findings))


def as_object(outcome: Gated) -> dict[str, Any]:
    """The decision for `--json`."""
    decision, known, compared = outcome.decision, outcome.known, outcome.compared
    told: dict[str, Any] = {
        "passed": decision.passed,
        "exit_code": int(decision.code),
        "reasons": list(decision.reasons),
        "unstable": list(decision.unstable),
        "warnings": list(decision.warnings),
    }
    if known and compared:
        lists = {"new": compared.new, "still": compared.still, "fixed": compared.fixed}
        found = {name: [each.model_dump(mode="json") for each in findings] for name, findings in lists.items()}
        told["baseline"] = {"file": str(known.file), "held_back": list(decision.held), **found}
    return told
