"""The gate: it fails for what was asked, says why, and is never green because nothing was looked at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import Exit
from auditor.gate import FAIL_ON, decide
from rules.verdict import Method, Score, Verdict, Verdicts


def verdicts(*given: Verdict, score: float | None = 80.0) -> Verdicts:
    return Verdicts(
        method=Method(version="1", packs=(), as_of="2026-11-21"),
        score=Score(value=score, low=score, high=score, grade=None, reason="" if score is not None else "too little was decided"),
        verdicts=given,
    )


def verdict(outcome: str, **fields: Any) -> Verdict:
    return Verdict(**{"rule": "phone-given", "pack": "se", "outcome": outcome, "level": "must", "severity": "serious", **fields})


PASSED = verdict("passed", rule="other")


@pytest.mark.parametrize(
    ("fail_on", "severity", "code"),
    [
        ("serious", "critical", Exit.GATE_FAILED),
        ("serious", "serious", Exit.GATE_FAILED),
        ("serious", "moderate", Exit.DONE),
        ("minor", "minor", Exit.GATE_FAILED),
        ("critical", "serious", Exit.DONE),
        ("never", "critical", Exit.DONE),
    ],
)
def test_a_finding_of_the_severity_asked_for_or_worse_fails_it(fail_on: Any, severity: str, code: Exit) -> None:
    assert decide(verdicts(PASSED, verdict("failed", severity=severity)), fail_on=fail_on).code == code


@pytest.mark.parametrize("fields", [{"level": "info"}, {"suppressed": "accepted until spring, ticket 12"}])
def test_what_is_only_told_or_set_aside_does_not_fail_it(fields: dict[str, str]) -> None:
    assert decide(verdicts(PASSED, verdict("failed", **fields))).code == Exit.DONE


def test_a_score_below_the_line_fails_it_and_says_both_numbers() -> None:
    decision = decide(verdicts(PASSED, score=69.4), fail_under=70)

    assert decision.code == Exit.GATE_FAILED
    assert decision.reasons == ("the score 69 is below 70",)
    assert decide(verdicts(PASSED, score=70.0), fail_under=70).passed


def test_nothing_decided_is_not_passed() -> None:
    assert decide(verdicts()).code == Exit.TOO_LITTLE_DECIDED
    assert decide(verdicts(verdict("cantTell"), verdict("inapplicable"))).code == Exit.TOO_LITTLE_DECIDED


def test_no_score_where_one_was_asked_for_is_not_passed() -> None:
    decision = decide(verdicts(PASSED, score=None), fail_under=70)

    assert decision.code == Exit.TOO_LITTLE_DECIDED
    assert "too little was decided" in decision.reasons[0]


def test_a_gate_rule_that_cannot_be_told_leaves_it_undecided_with_the_reason() -> None:
    decision = decide(verdicts(PASSED, verdict("cantTell", gate=True, reason="the contact page timed out")))

    assert decision.code == Exit.TOO_LITTLE_DECIDED
    assert "the contact page timed out" in decision.reasons[0]


@pytest.mark.parametrize(("if_applies", "code"), [("failed", 4), ("cantTell", 4), ("passed", 0), ("inapplicable", 0)])
def test_whether_a_gate_applies_is_no_doubt_where_it_holds_anyhow(if_applies: str, code: int) -> None:
    waits = verdict("cantTell", gate=True, result="applicability-unknown", if_applies=if_applies)

    assert decide(verdicts(PASSED, waits)).code == code


@pytest.mark.parametrize(("result", "code"), [("not-enough-seen", 4), ("rule-failed", 4), ("applicability-unknown", 0)])
def test_a_rule_that_could_have_failed_it_and_was_not_seen_leaves_it_undecided(result: str, code: int) -> None:
    unseen = verdict("cantTell", result=result, reason="the contact page answered with status 403")

    assert decide(verdicts(PASSED, unseen)).code == code
    assert decide(verdicts(PASSED, unseen), fail_on="critical").passed
    assert decide(verdicts(PASSED, unseen), allow_undecided=True).passed


@given(st.lists(st.sampled_from(["passed", "failed"]), min_size=1), st.sampled_from(FAIL_ON), st.data())
def test_seeing_less_never_turns_it_green(outcomes: list[str], fail_on: Any, data: st.DataObject) -> None:
    seen = [verdict(outcome, rule=f"rule-{n}") for n, outcome in enumerate(outcomes)]
    missing = data.draw(st.sets(st.integers(0, len(seen) - 1)))
    less = [
        v.model_copy(update={"outcome": "cantTell", "result": "not-enough-seen"}) if n in missing else v for n, v in enumerate(seen)
    ]

    assert decide(verdicts(*seen), fail_on=fail_on).passed or not decide(verdicts(*less), fail_on=fail_on).passed


@given(
    st.lists(st.builds(verdict, st.sampled_from(["passed", "failed", "cantTell", "inapplicable", "untested"]), gate=st.booleans())),
    st.sampled_from(FAIL_ON),
    st.none() | st.floats(0, 100),
    st.none() | st.floats(0, 100),
)
def test_it_never_passes_without_a_decided_rule(
    given: list[Verdict], fail_on: Any, under: float | None, score: float | None
) -> None:
    decision = decide(verdicts(*given, score=score), fail_on=fail_on, fail_under=under)

    assert not decision.passed or any(v.outcome in ("passed", "failed") for v in given)
    assert decision.passed == (not decision.reasons)
