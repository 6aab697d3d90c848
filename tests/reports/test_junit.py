"""A CI that reads JUnit alone is green only where nothing failed and every gate could be told."""

from dataclasses import replace

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase

from reports import junit
from rules.verdict import Level, Outcome, Verdict
from tests.reports import samples


def cases(*verdicts: Verdict) -> list[TestCase]:
    story = samples.story()
    told = story.verdicts.model_copy(update={"verdicts": verdicts})
    report = JUnitXml.fromstring(junit.render(replace(story, verdicts=told)))
    return [case for suite in report for case in suite]


def verdict(outcome: Outcome, *, gate: bool = False, level: Level = "must", suppressed: str = "") -> Verdict:
    return Verdict(
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
        (verdict("failed", level="info"), Skipped, "for information: What was seen."),
        (verdict("cantTell", gate=True), Error, "could not be checked: Why not."),
        (verdict("untested", gate=True), Error, "not looked at: Why not."),
        (verdict("cantTell"), Skipped, "could not be checked: Why not."),
        (verdict("cantTell", gate=True, level="info"), Skipped, "could not be checked: Why not."),
        (verdict("inapplicable", gate=True), Skipped, "does not apply: Why not."),
        (verdict("cantTell", gate=True, suppressed="known"), Skipped, "set aside: known"),
        (verdict("failed", suppressed="known"), Skipped, "set aside: known"),
    ],
    ids=lambda value: f"{value.outcome}-{value.level}-{value.gate}-{value.suppressed}" if isinstance(value, Verdict) else None,
)
def test_a_verdict_shows_as_what_a_ci_should_make_of_it(given: Verdict, kind: type, message: str) -> None:
    (case,) = cases(given)
    (result,) = case.result
    assert (type(result), result.message) == (kind, message)


def test_a_pass_has_no_result() -> None:
    (case,) = cases(verdict("passed", gate=True))
    assert case.result == []


def test_the_totals_count_an_undecided_gate_as_an_error() -> None:
    story = samples.story()
    told = story.verdicts.model_copy(update={"verdicts": (verdict("passed"), verdict("cantTell", gate=True))})
    report = JUnitXml.fromstring(junit.render(replace(story, verdicts=told)))
    assert (report.tests, report.failures, report.errors, report.skipped) == (2, 0, 1, 0)
