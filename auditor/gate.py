"""The gate: the decision a CI job asks for, from verdicts alone. It never passes because nothing was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from auditor.errors import Exit
from rules.result import NOT_SEEN, RULE_FAILED
from rules.verdict import SETTINGS, SEVERITIES, Verdict, Verdicts

__all__ = ["FAIL_ON", "Decision", "FailOn", "decide"]

FailOn = Literal["critical", "serious", "moderate", "minor", "never"]
FAIL_ON = get_args(FailOn)
_UNSEEN = (NOT_SEEN, RULE_FAILED)


@dataclass(frozen=True)
class Decision:
    """What the gate says: an exit code and, a line each, why."""

    code: Exit
    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return self.code == Exit.DONE


def decide(
    verdicts: Verdicts, *, fail_on: FailOn = "serious", fail_under: float | None = None, allow_undecided: bool = False
) -> Decision:
    """
    Whether the gate passes.

    It fails on every failed rule of at least the severity `fail_on` whose level is not info and that is not suppressed, and on
    a score below `fail_under`. It is undecided where no rule was decided, where a score was asked for and there is none, where a
    rule that could have failed it was not decided because too little was seen or the rule itself failed, and where a gate rule
    of the packs could not be told: looking at less never turns it green. Whether a gate applies is no doubt where it holds anyhow.

    Args:
        fail_under: Lowest score that passes, 0 to 100, or None.
        allow_undecided: Pass all the same where single rules are undecided; never where nothing was decided.
    """
    asked = [v for v in verdicts.verdicts if v.level != "info" and not v.suppressed]
    weighty = [v for v in asked if fail_on != "never" and SEVERITIES.index(v.severity) <= SEVERITIES.index(fail_on)]
    reasons = [f"{v.severity}: {v.title or v.rule} ({v.pack}): {v.message}" for v in weighty if v.outcome == "failed"]
    score = verdicts.score.value
    if fail_under is not None and score is not None and score < fail_under:
        reasons.append(f"the score {score:.0f} is below {fail_under:g}")
    if reasons:
        return Decision(Exit.GATE_FAILED, tuple(dict.fromkeys(reasons)))
    if not any(v.outcome in ("passed", "failed") and v.pack != SETTINGS for v in verdicts.verdicts):
        return Decision(Exit.TOO_LITTLE_DECIDED, ("no rule could be decided",))
    if fail_under is not None and score is None:
        why = f"a score of {fail_under:g} was asked for and there is none: {verdicts.score.reason}"
        return Decision(Exit.TOO_LITTLE_DECIDED, (why,))
    unseen = [v for v in weighty if v.outcome == "cantTell" and v.result in _UNSEEN]
    undecided = [*unseen, *(v for v in asked if v.open_gate)]
    if undecided and not allow_undecided:
        return Decision(Exit.TOO_LITTLE_DECIDED, tuple(dict.fromkeys(_told(v) for v in undecided)))
    return Decision(Exit.DONE, ())


def _told(verdict: Verdict) -> str:
    return f"cannot tell: {verdict.title or verdict.rule} ({verdict.pack}): {verdict.reason}"
