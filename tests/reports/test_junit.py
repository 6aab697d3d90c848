"""A CI that reads JUnit alone is green only where nothing failed and every gate could be told."""

from dataclasses import replace

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase

from reports import junit
from rules.verdict import Level, Outcome, Verdict
from tests.reports import samples

NAMED: tuple[tuple[Outcome, str], ...] = (("failed", "No e-mail address"), ("passed", "An e-mail address"), ("cantTell", "E-mail"))


def rendered(*verdicts: Verdict) -> JUnitXml:
    story = samples.story()
    return JUnitXml.fromstring(junit.render(replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": verdicts}))))


def shown(given: Verdict) -> TestCase:
    """The case of a verdict that stands beside one that is decided."""
    beside = given.model_copy(update={"rule": "beside", "outcome": "passed", "suppressed": ""})
    (case,) = [case for suite in rendered(given, beside) for case in suite if case.classname == "se.email-given"]
    return case


def verdict(
    outcome: Outcome, *, gate: bool = False, level: Level = "must", suppressed: str = "", if_applies: Outcome | None = None
) -> Verdict:
    return Verdict(
        if_applies=if_applies,
        rule="email-given",
        pack="se",
        outcome=outcome,
        result="some-result",
        category="channels",
        severity="critical",
        level=level,
        gate=gate,
        message="What was seen.",
        reason="" if outcome in ("passed", "failed") else "Why not.",
        suppressed=suppressed,
    )


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        (verdict("failed"), Failure, "What was seen."),
        (verdict("failed", gate=True), Failure, "What was seen."),
        (verdict("failed", level="should"), Failure, "What was seen."),
        (verdict("failed", level="info"), Skipped, "For information: What was seen."),
        (verdict("cantTell", gate=True), Error, "could not be checked: Why not."),
        (verdict("untested", gate=True), Error, "not tested: Why not."),
        (verdict("cantTell", gate=True, if_applies="failed"), Error, "could not be checked: Why not."),
        (verdict("cantTell", gate=True, if_applies="passed"), Skipped, "could not be checked: Why not."),
        (verdict("cantTell"), Skipped, "could not be checked: Why not."),
        (verdict("cantTell", gate=True, level="info"), Skipped, "could not be checked: Why not."),
        (verdict("inapplicable", gate=True), Skipped, "not applicable: Why not."),
        (verdict("cantTell", gate=True, suppressed="known"), Skipped, "Set aside: known"),
        (verdict("failed", suppressed="known"), Skipped, "Set aside: known"),
    ],
    ids=lambda value: (
        f"{value.outcome}-{value.level}-{value.gate}-{value.suppressed}-{value.if_applies}" if isinstance(value, Verdict) else None
    ),
)
def test_a_verdict_shows_as_what_a_ci_should_make_of_it(given: Verdict, kind: type, message: str) -> None:
    (result,) = shown(given).result
    assert (type(result), result.message) == (kind, message)


def test_a_pass_has_no_result() -> None:
    assert shown(verdict("passed", gate=True)).result == []


def test_a_case_keeps_its_name_whatever_comes_of_it() -> None:
    given = verdict("failed")
    named = {shown(given.model_copy(update={"outcome": outcome, "title": title})).name for outcome, title in NAMED}
    assert named == {"email-given"}


def test_the_totals_count_an_undecided_gate_as_an_error() -> None:
    report = rendered(verdict("passed"), verdict("cantTell", gate=True), verdict("failed", level="info"))
    assert (report.tests, report.failures, report.errors, report.skipped) == (3, 0, 1, 1)
