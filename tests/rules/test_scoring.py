"""Method 1: what must hold of every score, and the worked sum of its page."""

import re
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.kano import Class, class_of, kano
from rules.registry import rules
from rules.result import APPLICABILITY_UNKNOWN, NOT_ADDRESSED, NOT_SEEN, RULE_FAILED
from rules.scoring import depth, grade, scheme, score
from rules.verdict import Outcome, Verdict

CATEGORIES = ("channels", "findability", "cost")


def verdict(rule: str, outcome: Outcome = "passed", **more: object) -> Verdict:
    earned = {"passed": 1.0, "failed": 0.0}.get(outcome)
    basics = {"category": "channels", "level": "must", "earned": earned}
    return Verdict.model_validate({"rule": rule, "pack": "eu", "outcome": outcome, **basics, **more})


def passes(number: int) -> list[Verdict]:
    return [verdict(f"rule-{index}") for index in range(number)]


def verdicts(*outcomes: Outcome) -> list[Verdict]:
    return [verdict(f"rule-{number}", outcome) for number, outcome in enumerate(outcomes)]


@st.composite
def judged(draw: st.DrawFn) -> list[Verdict]:
    outcomes: st.SearchStrategy[Outcome] = st.sampled_from(["passed", "failed", "cantTell", "inapplicable"])
    found = []
    for number in range(draw(st.integers(0, 14))):
        outcome = draw(outcomes)
        level = draw(st.sampled_from(["must", "must", "should", "info"]))
        named = level == "should" and number < len(kano().rules) and draw(st.booleans())
        found.append(
            verdict(
                list(kano().rules)[number] if named else f"rule-{number}",
                outcome,
                category=draw(st.sampled_from(CATEGORIES)),
                level=level,
                gate=level == "must" and draw(st.booleans()),
                points=draw(st.sampled_from([1.0, 2.0])),
                result=draw(st.sampled_from(["", "", NOT_SEEN, APPLICABILITY_UNKNOWN, RULE_FAILED]))
                if outcome == "cantTell"
                else "",
            )
        )
    return found


def no_higher(after: float | None, before: float | None) -> bool:
    return after is None or (before is not None and after <= before)


@given(judged())
def test_the_value_lies_between_low_and_high_and_all_within_0_and_100(found: list[Verdict]) -> None:
    given_score = score(found)
    if given_score.value is None:
        assert (given_score.low, given_score.high, given_score.grade) == (None, None, None)
        assert given_score.reason
    else:
        assert given_score.low is not None
        assert given_score.high is not None
        assert 0 <= given_score.low <= given_score.value <= given_score.high <= 100
    for category in given_score.categories:
        if category.value is not None and category.low is not None and category.high is not None:
            assert 0 <= category.low <= category.value <= category.high <= 100


@given(judged(), st.integers(0, 13), st.sampled_from(["failed", "cantTell"]))
def test_a_pass_that_is_taken_away_never_raises_the_score(found: list[Verdict], index: int, instead: Outcome) -> None:
    if index < len(found) and found[index].outcome == "passed":
        poorer = [*found]
        poorer[index] = found[index].model_copy(update={"outcome": instead, "earned": 0.0 if instead == "failed" else None})
        before, after = score(found), score(poorer)
        assert no_higher(after.value, before.value)
        assert before.low is None or no_higher(after.low, before.low)


@given(judged(), st.integers(0, 13))
def test_not_having_seen_a_failure_never_raises_the_score(found: list[Verdict], index: int) -> None:
    if index < len(found) and found[index].outcome == "failed":
        blinder = [*found]
        blinder[index] = found[index].model_copy(update={"outcome": "cantTell", "earned": None})
        assert no_higher(score(blinder).value, score(found).value)


@given(judged())
def test_nothing_decided_is_no_score(found: list[Verdict]) -> None:
    open_questions = [item.model_copy(update={"outcome": "cantTell", "earned": None}) for item in found]
    assert score(open_questions).value is None


@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_the_verdicts_does_not_matter(found: list[Verdict], random: Random) -> None:
    shuffled = [*found]
    random.shuffle(shuffled)
    one, other = score(found), score(shuffled)
    assert (one.value, one.low, one.high, one.categories) == (other.value, other.low, other.high, other.categories)


def test_a_failed_gate_caps_the_score_and_is_named() -> None:
    found = [*passes(20), verdict("gate", "failed", gate=True)]
    capped = score(found)
    assert (capped.value, capped.grade, capped.capped_by) == (59.0, "D", ("gate",))


def test_a_gate_that_was_not_seen_is_no_score() -> None:
    found = [*passes(20), verdict("gate", "cantTell", gate=True, result=NOT_SEEN)]
    assert (score(found).value, score(found).reason) == (None, "a gate could not be decided: gate")


def test_a_gate_that_was_seen_and_is_left_to_a_person_earns_nothing_and_may_still_pass() -> None:
    found = [*passes(4), verdict("gate", "cantTell", gate=True, result="premium-number-only")]
    given_score = score(found)
    assert (given_score.low, given_score.value, given_score.high) == (59.0, 59.0, 90.0)
    assert given_score.capped_by == ()


def test_a_gate_of_which_it_is_open_whether_it_applies_widens_the_interval_only() -> None:
    found = [*passes(4), verdict("gate", "cantTell", gate=True, result=APPLICABILITY_UNKNOWN)]
    given_score = score(found)
    assert (given_score.low, given_score.value, given_score.high) == (59.0, 90.0, 90.0)


def test_should_rules_count_only_once_the_basics_pass() -> None:
    extras = [verdict(f"extra-{number}", level="should") for number in range(4)]
    assert score([*verdicts("passed", "passed", "passed"), *extras]).value == 100.0
    assert score([*verdicts("passed", "passed", "failed"), *extras]).value == 60.0


@pytest.mark.parametrize(
    ("outcome", "earned", "value"),
    [("passed", 1.0, 100.0), ("failed", 0.0, 95.0), ("cantTell", None, 95.0), ("inapplicable", None, 100.0)],
)
def test_what_customers_mind_takes_a_share_and_its_absence_gives_none(outcome: Outcome, earned: float | None, value: float) -> None:
    extras = [verdict(f"extra-{number}", level="should") for number in range(2)]
    minded = verdict("help-loops", outcome, level="should", earned=earned)
    assert score([*passes(3), *extras, minded]).value == value


def test_what_customers_mind_takes_nothing_from_the_basics() -> None:
    assert score([*passes(3), verdict("help-loops", "failed", level="should")]).value == 90.0


def test_what_is_indifferent_counts_nothing_and_what_pleases_gives_its_share() -> None:
    assert score([*passes(3), verdict("declared-journeys", level="should")]).value == 90.0
    assert score([*passes(3), verdict("chat-or-form-savable", level="should")]).value == 100.0


@pytest.mark.parametrize(("result", "value"), [("no-chat-seen", 95.0), (NOT_ADDRESSED, 100.0)])
def test_an_extra_with_nothing_to_apply_to_gains_nothing_and_one_for_others_is_left_out(result: str, value: float) -> None:
    idle = verdict("extra-1", "inapplicable", level="should", result=result)
    assert score([*passes(3), verdict("extra-0", level="should"), idle]).value == value


def test_every_rule_has_a_class_and_every_class_named_is_of_a_rule() -> None:
    assert set(kano().rules) <= set(rules())
    assert set(kano().classes) == set(get_args(Class))
    for rule in rules():
        assert class_of(rule, "must") == "must-be by norm"
        assert class_of(rule, "should") in set(get_args(Class)) - {"must-be by norm"}
    assert "must-be by norm" not in {kano().unless_told, *(told.class_ for told in kano().rules.values())}


def test_full_marks_can_be_reached_and_not_passed() -> None:
    extras = [verdict(f"extra-{number}", level="should") for number in range(40)]
    assert score([*passes(5), *extras]).value == 100.0


def test_a_rule_of_two_packs_counts_once_at_its_highest_level() -> None:
    twice = [verdict("rule-0", "failed", pack="se"), verdict("rule-0", level="should"), *verdicts("passed", "passed", "passed")[1:]]
    both = score([*twice, verdict("rule-3")])
    assert both.categories[0].of == 4
    assert both.value == 67.5


def test_categories_weigh_equally() -> None:
    many = [verdict(f"a-{number}", category="channels") for number in range(9)]
    assert score([*many, verdict("b", "failed", category="cost")]).value == 45.0


def test_info_never_counts() -> None:
    plain = verdicts("passed", "passed", "failed")
    assert score([*plain, verdict("x", "failed", level="info")]) == score(plain)


@pytest.mark.parametrize(("clicks", "expected"), [(0, 1.0), (1, 0.90), (2, 0.61), (3, 0.38), (4, 0.24), (6, 0.10)])
def test_the_curve_of_forms_has_its_published_points(clicks: int, expected: float) -> None:
    assert depth("form", clicks) == pytest.approx(expected, abs=0.015)


@pytest.mark.parametrize("kind", ["phone", "email", "chat", "form", "messaging"])
def test_more_clicks_never_earn_more(kind: str) -> None:
    earned = [depth(kind, clicks) for clicks in range(12)]
    assert earned == sorted(earned, reverse=True)
    curve = scheme().depth.get(kind, scheme().depth["form"])
    assert depth(kind, curve.median) == pytest.approx(0.5)
    assert depth(kind, curve.p10) == pytest.approx(0.9, abs=0.001)


def test_the_worked_sum_of_the_page_is_right() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "score.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([a-z-]+) \| (must|should)( \(gate\))? \| (passed|failed|cantTell) \| ([0-9.]+|) ?\|$", page, re.M
    )
    assert len(rows) >= 8
    found = [
        verdict(rule, outcome, category=category, level=level, gate=bool(gate), earned=float(earned) if earned else None)
        for rule, category, level, gate, outcome, earned in rows
    ]
    given_score = score(found)
    stated = re.search(r"value \*\*([0-9.]+)\*\*, low \*\*([0-9.]+)\*\*, high \*\*([0-9.]+)\*\*, grade \*\*([A-E])\*\*", page)
    assert stated is not None
    assert stated.groups() == tuple(map(str, (given_score.value, given_score.low, given_score.high, given_score.grade)))
    assert f"Method version {scheme().version}" in page
    whole = [each.model_copy(update={"outcome": "passed", "earned": 1.0}) if each.level == "must" else each for each in found]
    assert f"The value would be **{score(whole).value}**" in page


def test_points_below_nought_have_the_last_grade() -> None:
    assert grade(-1) == grade(0)
