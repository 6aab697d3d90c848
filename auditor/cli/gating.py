"""The gate as commands ask for it: by which settings, beside which baseline, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor import baseline
from auditor.audit import story
from auditor.baseline import Known
from auditor.bundle import Bundle
from auditor.check import Check
from auditor.cli.say import complain
from auditor.gate import Asked, FailOn, checks, decide
from auditor.settings import Settings
from reports.gated import Beside, Gated, lines
from reports.words import Words
from rules.verdict import Verdicts

__all__ = ["asked_for", "beside", "checked", "gated", "known_before", "tell"]


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


def beside(whole: Bundle, before: Known | None, write_baseline: Path | None, words: Words) -> Known | None:
    """The baseline that the gate is held beside: the one that was read, else the one that is written now."""
    if whole.verdicts is None:
        return None
    if write_baseline is None:
        return baseline.fitting(before, whole.evidence, whole.verdicts) if before else None
    made = baseline.make(whole.evidence, whole.verdicts, whole.manifest.started[:10], before.baseline if before else None)
    baseline.write(write_baseline, made)
    complain(words("gated.written", n=len(made.findings), file=str(write_baseline), host=made.host))
    return Known(write_baseline, made)


def checked(whole: Bundle, settings: Settings, known: Known | None) -> tuple[Check, ...]:
    """What the gate asks, and what came of it, told in the language of the settings."""
    asked = Asked(settings.fail_on or "serious", settings.fail_under, settings.budget, known)
    return checks(asked, story(whole, settings.lang).verdicts, whole.evidence)


def gated(whole: Bundle, settings: Settings, known: Known | None, found: Sequence[Check]) -> Gated:
    """The decision on what was found, told in the language of the settings."""
    decision = decide(found, allow_undecided=settings.allow_undecided, words=Words(settings.lang))
    return Gated(
        passed=decision.passed,
        exit_code=decision.code,
        reasons=decision.reasons,
        unstable=decision.unstable,
        unstable_rules=decision.unstable_rules,
        warnings=decision.warnings,
        baseline=_beside(known, story(whole, settings.lang).verdicts, decision.held) if known else None,
    )


def _beside(known: Known, verdicts: Verdicts, held: tuple[str, ...]) -> Beside:
    found = baseline.compare(known, verdicts)
    return Beside(file=str(known.file), held_back=held, new=found.new, still=found.still, fixed=found.fixed)


def tell(outcome: Gated, words: Words) -> None:
    """The decision on standard error, a line each, worst first."""
    for line in lines(outcome, words):
        complain(f"gate: {line}")
