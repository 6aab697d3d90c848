import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.benchmark import Entry, benchmark
from reports.benchmark.common import asked_of_all, decided_for_all
from reports.benchmark.frames import frames
from reports.ranks import spans, told
from reports.words import Words
from rules.verdict import Level, Outcome
from tests.reports.benchmark.made import entry, pack, verdict

INTERVALS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: (min(pair), max(pair))), max_size=12)


def _spans(intervals: list[tuple[int, int]]) -> pd.DataFrame:
    return spans(*(pd.Series([pair[n] for pair in intervals], dtype="Float64") for n in (0, 1)))


@settings(max_examples=40)
@given(INTERVALS)
def test_a_span_holds_every_rank_that_values_within_the_intervals_can_give(intervals: list[tuple[int, int]]) -> None:
    found = _spans(intervals)
    for share in (0.0, 0.3, 0.5, 1.0):
        values = [low + share * (high - low) for low, high in intervals]
        for n, value in enumerate(values):
            place = 1 + sum(other > value for other in values)
            assert found["best"][n] <= place <= found["worst"][n]


@settings(max_examples=40)
@given(INTERVALS)
def test_one_stands_before_another_only_where_the_intervals_do_not_overlap(intervals: list[tuple[int, int]]) -> None:
    found = _spans(intervals)
    for a, (low, _) in enumerate(intervals):
        for b, (_, high) in enumerate(intervals):
            assert a == b or (found["worst"][a] < found["best"][b]) <= (low > high)


def test_what_has_no_interval_has_no_rank_and_takes_none() -> None:
    found = spans(pd.Series([80, None, 10], dtype="Float64"), pd.Series([90, None, 20], dtype="Float64"))

    assert list(told(found)) == ["1", "", "2"]


def test_sites_judged_alike_are_ranked_by_their_scores() -> None:
    found = benchmark([entry("c", 10, 20), entry("a", 80, 90), entry("b", 70, 85)])

    assert found.league.basis == "score"
    assert list(zip(found.league.table["name"], found.league.table["rank"], strict=True)) == [
        ("a", "1–2"),
        ("b", "1–2"),
        ("c", "3"),
    ]
    assert any("span" in caution for caution in found.cautions(Words()))


def _judged(name: str, by: str, **outcomes: Outcome) -> Entry:
    verdicts = (verdict(rule.replace("_", "-"), outcome, by) for rule, outcome in outcomes.items())
    return entry(name, 50, 60, *verdicts, **pack(by))


ALL: dict[str, Outcome] = dict.fromkeys(("email_given", "phone_given", "contact_labelled", "live_channel_offered"), "passed")


def test_sites_judged_by_different_packs_are_ranked_on_what_was_held_against_all() -> None:
    a = _judged("a", "eu", **ALL, contact_depth="passed", only_here="failed")
    b = _judged("b", "uk", **ALL, contact_depth="failed")
    c = _judged("c", "uk", **ALL, contact_depth="cantTell")
    found = benchmark([a, b, c])
    rows = found.league.table.set_index("name")

    assert (found.league.basis, found.league.asked, list(found.league.decided["rule"])) == (
        "common",
        5,
        ["contact-labelled", "email-given", "live-channel-offered", "phone-given"],
    )
    assert rows["value"].to_dict() == {"a": 90, "b": 72, "c": 72}
    assert (rows["low"]["c"], rows["high"]["c"]) == (72, 90)
    assert rows["rank"].to_dict() == {"a": "1–2", "b": "2–3", "c": "1–3"}
    assert rows["met"].to_dict() == {"a": 4, "b": 4, "c": 4}


def test_a_rule_that_reads_other_numbers_in_another_pack_is_not_the_same() -> None:
    sites = [_judged("a", "eu", withdrawal_function="passed"), _judged("b", "at", withdrawal_function="passed")]
    outcomes = frames(sites).outcomes

    assert outcomes["test"].nunique() == 2
    assert asked_of_all(outcomes, ["a", "b"]).empty


def test_a_common_rule_weighs_alike_for_all() -> None:
    def site(name: str, by: str, level: Level) -> Entry:
        met = (verdict(rule, "passed", by, level) for rule in RULES)
        return entry(name, 50, 60, *met, verdict("contact-depth", "failed", by, level), **pack(by))

    sites = [site("a", "eu", "must"), site("b", "uk", "should")]
    table = benchmark(sites).league.table

    assert table["value"].nunique() == 1


RULES = ("email-given", "phone-given", "contact-labelled", "live-channel-offered")


@pytest.mark.parametrize(
    ("method", "basis"),
    [({"as_of": "2030-01-01"}, "none"), ({"version": "9"}, "none"), (pack("de"), "none"), ({}, "score")],
)
def test_without_enough_in_common_nothing_is_ranked(method: dict[str, Any], basis: str) -> None:
    few = (verdict("email-given", "passed"),)
    found = benchmark([entry("a", 80, 90, *few), entry("b", 10, 20, *few, **method)])

    assert found.league.basis == basis
    assert (set(found.league.table["rank"]) == {""}) == (basis == "none")


def test_what_is_undecided_anywhere_is_not_decided_for_all() -> None:
    sites = [_judged("a", "se", x="passed", y="passed", z="inapplicable"), _judged("b", "se", x="failed", y="untested", z="passed")]
    outcomes = frames(sites).outcomes

    assert list(decided_for_all(outcomes, ["a", "b"])["rule"]) == ["x"]
    assert list(asked_of_all(outcomes, ["a", "b"])["rule"]) == ["x", "y"]


def test_sectors_have_leagues_of_their_own() -> None:
    sites = [
        entry(name, low, low + 5, sector=sector)
        for name, low, sector in (("a", 80, "x"), ("b", 10, "x"), ("c", 50, "y"), ("d", 1, ""))
    ]
    found = benchmark(sites)

    assert {name: list(own.table["rank"]) for name, own in found.leagues.items()} == {"x": ["1", "2"]}
    assert found.sectors[["sector", "n"]].to_numpy().tolist() == [["", 4], ["x", 2], ["y", 1]]
    assert found.sectors["median"].isna().all()


def test_quartiles_are_those_of_pandas_with_exact_intervals() -> None:
    values = list(range(10, 34, 2))
    row = benchmark([entry(f"s{n}", n, n) for n in values]).sectors.iloc[0]

    assert [row[name] for name in ("q1", "median", "q3")] == list(pd.Series(values).quantile([0.25, 0.5, 0.75]))
    assert (row["median_low"], row["median_high"]) == (14, 28)  # the 3rd and the 10th of 12: 96.1 %


def test_the_order_of_the_list_changes_nothing() -> None:
    sites = [entry(f"s{n}", n * 7 % 50, n * 7 % 50 + n, sector="xy"[n % 2]) for n in range(9)]
    shuffled = list(sites)
    random.Random(3).shuffle(shuffled)
    first, second = benchmark(sites), benchmark(shuffled)

    pd.testing.assert_frame_equal(first.results, second.results)
    pd.testing.assert_frame_equal(first.sectors, second.sectors)
    pd.testing.assert_frame_equal(first.league.table, second.league.table)
    pd.testing.assert_frame_equal(first.expectations, second.expectations)
