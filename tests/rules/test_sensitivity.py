"""Other weights: what holds of the band, of the grade's share and of the drivers."""

from datetime import date

import pytest

from rules.scoring import scheme
from rules.scoring import score as scored
from rules.sensitivity import MOST_DRIVERS, Sensitivity, sensitivity
from rules.verdict import Method, Outcome, Verdict, Verdicts

TODAY = date(2026, 11, 21)
CATEGORIES = ("channels", "findability", "identity", "cost")


def verdict(rule: str, outcome: Outcome = "passed", **more: object) -> Verdict:
    earned = {"passed": 1.0, "failed": 0.0}.get(outcome)
    return Verdict.model_validate(
        {"rule": rule, "pack": "eu", "outcome": outcome, "category": "channels", "level": "must", "earned": earned, **more}
    )


def whole(found: list[Verdict]) -> Verdicts:
    method = Method(version=scheme().version, packs=(), as_of=TODAY.isoformat())
    return Verdicts(method=method, score=scored(found), verdicts=tuple(found))


def redrawn(found: list[Verdict]) -> Sensitivity:
    return sensitivity(whole(found))


def site(*failed: str, number: int = 4) -> list[Verdict]:
    """So many musts a category, those named failed."""
    named = [(f"{category}-{each}", category) for category in CATEGORIES for each in range(number)]
    return [verdict(rule, "failed" if rule in failed else "passed", category=category) for rule, category in named]


def test_the_same_verdicts_give_the_same_bytes_in_whatever_order() -> None:
    found = site("cost-0", "identity-1")
    assert redrawn(found).model_dump_json() == redrawn(found).model_dump_json() == redrawn(found[::-1]).model_dump_json()


def test_a_site_that_does_one_category_badly_hangs_on_that_category() -> None:
    found = redrawn(site(*(f"cost-{number}" for number in range(4))))
    assert found.value == 67.5
    assert found.low is not None
    assert found.high is not None
    assert 30 < found.low < 60 < found.high < 90
    assert (found.drivers[0].kind, found.drivers[0].id) == ("category", "cost")
    assert found.drivers[0].correlation < -0.5
    assert len(found.drivers) <= MOST_DRIVERS
    assert found.same_grade is not None
    assert 0 < found.same_grade < 1


def test_a_rule_that_alone_fails_in_its_category_drives_the_value_by_its_level() -> None:
    found = redrawn([*site(), verdict("alone", "failed", category="complaints")])
    assert ("level", "alone") in {(driver.kind, driver.id) for driver in found.drivers}


def test_where_everything_is_met_the_grade_stays_in_every_draw() -> None:
    found = redrawn(site())
    assert found.low is not None
    assert (found.low >= 90, found.same_grade) == (True, 1.0)


def test_a_failed_gate_caps_every_draw_and_nothing_drives_what_is_capped() -> None:
    found = redrawn([*site(), verdict("gate", "failed", gate=True)])
    assert (found.value, found.low, found.high, found.same_grade, found.drivers) == (59.0, 59.0, 59.0, 1.0, ())


@pytest.mark.parametrize("rule", ["help-loops", "declared-journeys", "chat-or-form-savable"])
def test_what_cannot_be_a_must_be_never_becomes_one(rule: str) -> None:
    found = redrawn([*site(), verdict(rule, "failed", category="cost", level="should")])
    assert found.low is not None
    assert found.low >= 88


def test_without_a_score_there_is_one_reason_and_no_number() -> None:
    found = redrawn([verdict("only", "failed")])
    assert found.reason == "there is no score: too little could be decided: 1 of 1 must rules"
    assert (found.value, found.low, found.high, found.same_grade, found.drivers) == (None, None, None, None, ())


def test_an_extra_never_becomes_a_category_of_its_own() -> None:
    found = redrawn([*site(), verdict("alone", "failed", category="complaints", level="should")])
    assert found.low is not None
    assert found.low >= 88
