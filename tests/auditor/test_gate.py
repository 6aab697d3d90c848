"""The gate: it fails for what was asked, says why, and is never green because nothing was looked at."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.budgets import Budget
from auditor.errors import CallError, Exit
from auditor.gate import Asked, Decision, FailOn, checks, decide
from rules.verdict import Method, Score, Verdict, Verdicts
from spiders.evidence import Coverage, Evidence, Site

EVIDENCE = Evidence(
    site=Site(start_url="https://acme.example/", final_url="https://acme.example/", host="acme.example"),
    coverage=Coverage(pages_fetched=0, pages_rendered=0, pages_known=0, stopped_by="done"),
)


def verdicts(*given: Verdict, score: float | None = 80.0) -> Verdicts:
    return Verdicts(
        method=Method(version="1", packs=(), as_of="2026-11-21"),
        score=Score(value=score, low=score, high=score, grade=None, reason="" if score is not None else "too little was decided"),
        verdicts=given,
    )


def verdict(outcome: str, **fields: Any) -> Verdict:
    return Verdict(**{"rule": "phone-given", "pack": "se", "outcome": outcome, "level": "must", "severity": "serious", **fields})


PASSED = verdict("passed", rule="other")


def gate(judged: Verdicts, *, allow_undecided: bool = False, **asked: Any) -> Decision:
    return decide(checks(Asked(**asked), judged, EVIDENCE), allow_undecided=allow_undecided)


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
    assert gate(verdicts(PASSED, verdict("failed", severity=severity)), fail_on=fail_on).code == code


@pytest.mark.parametrize("fields", [{"level": "info"}, {"suppressed": "accepted until spring, ticket 12"}])
def test_what_is_only_told_or_set_aside_does_not_fail_it(fields: dict[str, str]) -> None:
    assert gate(verdicts(PASSED, verdict("failed", **fields))).code == Exit.DONE


def test_a_score_below_the_line_fails_it_and_says_both_numbers() -> None:
    decision = gate(verdicts(PASSED, score=69.4), fail_under=70)

    assert decision.code == Exit.GATE_FAILED
    assert decision.reasons == ("the score 69.4 is below 70",)
    assert gate(verdicts(PASSED, score=70.0), fail_under=70).passed


def test_a_score_that_may_be_high_enough_with_what_is_undecided_is_not_found_too_low() -> None:
    found = verdicts(PASSED, score=46.0)
    found = found.model_copy(update={"score": found.score.model_copy(update={"high": 70.0})})
    decision = gate(found, fail_under=70)

    assert decision.code == Exit.TOO_LITTLE_DECIDED
    assert decision.reasons[0].startswith("cannot tell: the score 46 is below 70: with what could not be decided it may be")


def test_nothing_decided_is_not_passed() -> None:
    assert gate(verdicts()).code == Exit.TOO_LITTLE_DECIDED
    assert gate(verdicts(verdict("cantTell"), verdict("inapplicable"))).code == Exit.TOO_LITTLE_DECIDED


def test_no_score_where_one_was_asked_for_is_not_passed() -> None:
    decision = gate(verdicts(PASSED, score=None), fail_under=70)

    assert decision.code == Exit.TOO_LITTLE_DECIDED
    assert "too little was decided" in decision.reasons[0]


def test_a_gate_rule_that_cannot_be_told_leaves_it_undecided_with_the_reason() -> None:
    decision = gate(verdicts(PASSED, verdict("cantTell", gate=True, reason="the contact page timed out")))

    assert decision.code == Exit.TOO_LITTLE_DECIDED
    assert "the contact page timed out" in decision.reasons[0]


@pytest.mark.parametrize(("if_applies", "code"), [("failed", 4), ("cantTell", 4), ("passed", 0), ("inapplicable", 0)])
def test_whether_a_gate_applies_is_no_doubt_where_it_holds_anyhow(if_applies: str, code: int) -> None:
    waits = verdict("cantTell", gate=True, result="applicability-unknown", if_applies=if_applies)

    assert gate(verdicts(PASSED, waits)).code == code


@pytest.mark.parametrize(("result", "code"), [("not-enough-seen", 4), ("rule-failed", 4), ("applicability-unknown", 0)])
def test_a_rule_that_could_have_failed_it_and_was_not_seen_leaves_it_undecided(result: str, code: int) -> None:
    unseen = verdict("cantTell", result=result, reason="the contact page answered with status 403")

    assert gate(verdicts(PASSED, unseen)).code == code
    assert gate(verdicts(PASSED, unseen), fail_on="critical").passed
    assert gate(verdicts(PASSED, unseen), allow_undecided=True).passed


@given(st.lists(st.sampled_from(["passed", "failed"]), min_size=1), st.sampled_from(get_args(FailOn)), st.data())
def test_seeing_less_never_turns_it_green(outcomes: list[str], fail_on: Any, data: st.DataObject) -> None:
    seen = [verdict(outcome, rule=f"rule-{n}") for n, outcome in enumerate(outcomes)]
    missing = data.draw(st.sets(st.integers(0, len(seen) - 1)))
    less = [
        v.model_copy(update={"outcome": "cantTell", "result": "not-enough-seen"}) if n in missing else v for n, v in enumerate(seen)
    ]

    assert gate(verdicts(*seen), fail_on=fail_on).passed or not gate(verdicts(*less), fail_on=fail_on).passed


@given(
    st.lists(st.builds(verdict, st.sampled_from(["passed", "failed", "cantTell", "inapplicable", "untested"]), gate=st.booleans())),
    st.sampled_from(get_args(FailOn)),
    st.none() | st.floats(0, 100),
    st.none() | st.floats(0, 100),
)
def test_it_never_passes_without_a_decided_rule(
    given: list[Verdict], fail_on: Any, under: float | None, score: float | None
) -> None:
    decision = gate(verdicts(*given, score=score), fail_on=fail_on, fail_under=under)

    assert not decision.passed or any(v.outcome in ("passed", "failed") for v in given)
    assert decision.passed == (not decision.reasons)


@pytest.mark.parametrize(
    ("treated", "outcome", "fields", "code", "warned"),
    [
        ("error", "failed", {"severity": "minor", "level": "info"}, 1, False),
        ("error", "cantTell", {"severity": "minor", "reason": "a person must look"}, 4, False),
        ("error", "untested", {"severity": "minor"}, 4, False),
        ("error", "inapplicable", {}, 0, False),
        ("error", "failed", {"suppressed": "until spring"}, 0, False),
        ("warning", "failed", {"severity": "critical"}, 0, True),
        ("warning", "passed", {}, 0, False),
        ("off", "failed", {"severity": "critical"}, 0, False),
        ("off", "cantTell", {"gate": True}, 0, False),
    ],
)
def test_a_budget_treats_a_rule_otherwise(treated: str, outcome: str, fields: dict[str, str], code: int, warned: bool) -> None:
    decision = gate(verdicts(PASSED, verdict(outcome, **fields)), budget=Budget(rules={"phone-given": treated}))

    assert (decision.code, bool(decision.warnings)) == (code, warned)


def test_an_error_for_a_rule_that_no_pack_asks_for_is_not_passed_and_for_no_rule_is_a_mistake() -> None:
    asked = gate(verdicts(PASSED), budget=Budget(rules={"contact-depth": "error"}))
    assert (asked.code, asked.reasons) == (
        Exit.TOO_LITTLE_DECIDED,
        ("cannot tell: contact-depth: none of the packs that were judged by asks for it",),
    )
    with pytest.raises(CallError, match="contact-deep: there is no such rule"):
        gate(verdicts(PASSED), budget=Budget(rules={"contact-deep": "error"}))


def test_what_could_not_be_told_is_told_once_for_all_packs() -> None:
    unseen = verdict("cantTell", gate=True, title="Phone number", reason="The contact page timed out.")
    other = unseen.model_copy(update={"pack": "iso", "reason": "Only one page was read."})

    assert gate(verdicts(PASSED, unseen, unseen.model_copy(update={"pack": "eu"}), other)).reasons == (
        "cannot tell: Phone number (eu, se) The contact page timed out.; (iso) Only one page was read.",
    )


def test_a_fix_is_told_once_the_worst_first_with_what_fails_because_of_it() -> None:
    root = verdict("failed", rule="email-given", title="No address", message="None was found.", gate=True)
    told = gate(
        verdicts(
            verdict("failed", rule="complaint-address", title="No street address", severity="serious", message="None."),
            root,
            root.model_copy(update={"pack": "eu"}),
            verdict("failed", rule="email-is-read", title="Nobody reads it", severity="critical"),
            score=60.0,
        ),
        fail_under=70,
    )

    assert told.reasons == (
        "serious: No address (eu, se): None was found. Fails with it: Nobody reads it.",
        "serious: No street address (se): None.",
        "the score 60 is below 70",
    )
