import io
import math
import zipfile
from typing import Any

import pandas as pd
import pytest

from reports.benchmark import Before, Entry, as_object, benchmark, csv, parquet, xlsx
from reports.benchmark.clicks import clicks
from reports.benchmark.complaints import correlation
from reports.benchmark.shares import expectations
from reports.benchmark.tables import sheets
from rules.verdict import Outcome
from tests.reports.benchmark.made import entry, verdict
from tests.reports.hostile import EVIL, hostile


def _channels(kind: str, *cells: tuple[str, int | None]) -> pd.DataFrame:
    rows = [
        {"site": f"s{n}", "kind": kind, "state": state, "clicks": count, "actions": count} for n, (state, count) in enumerate(cells)
    ]
    return pd.DataFrame(rows).astype({"clicks": "Int64", "actions": "Int64"})


def test_clicks_are_of_the_sites_with_a_path_and_the_others_are_told() -> None:
    seen = _channels(
        "phone",
        ("found", 0),
        ("found", 1),
        ("found", 1),
        ("found", 2),
        ("found", 2),
        ("unlinked", None),
        ("none", None),
        ("unknown", None),
    )
    row = clicks(seen).set_index("kind").loc["phone"]

    assert [row[name] for name in ("sites", "path", "unlinked", "none", "mean", "median", "most")] == [7, 5, 1, 1, 1.2, 1, 2]
    assert row["share"] == pytest.approx(6 / 7)
    assert (row["sykes"], row["sykes_share"]) == (1.23, 0.98)
    assert row["mean_low"] <= row["mean"] <= row["mean_high"]


def test_nothing_was_counted_of_other_kinds() -> None:
    row = clicks(_channels("postal", ("none", None))).set_index("kind").loc["postal"]

    assert row[["mean", "mean_low", "sykes"]].isna().all()
    assert row["share"] == 0


def test_an_expectation_of_several_packs_is_one_and_its_worst_outcome_counts() -> None:
    twice = (verdict("a", "passed", "se"), verdict("a", "failed", "eu"))
    sites = [entry("x", 1, 2, *twice), entry("y", 1, 2, verdict("a", "passed"), verdict("b", "cantTell"))]
    found = expectations(benchmark(sites).frames.outcomes)

    assert found[["rule", "failed", "decided", "undecided", "share"]].to_numpy().tolist() == [["a", 1, 2, 0, 0.5]]


def test_an_expectation_is_called_by_its_good_state_whatever_the_outcome() -> None:
    found = benchmark([entry(name, 1, 2, verdict("email-given", outcome)) for name, outcome in OUTCOMES]).expectations

    assert list(found["title"]) == ["An e-mail address is shown"]


OUTCOMES: tuple[tuple[str, Outcome], ...] = (("a", "failed"), ("b", "cantTell"))


def test_a_site_that_passes_surest_is_best_practice() -> None:
    sites = [
        entry("a", 1, 2, verdict("r", "passed", confidence="medium")),
        entry("c", 1, 2, verdict("r", "passed", confidence="high")),
        entry("b", 1, 2, verdict("r", "passed", confidence="high")),
        entry("d", 1, 2, verdict("r", "failed", confidence="high")),
    ]

    assert benchmark(sites).best["r"].site == benchmark(sites[::-1]).best["r"].site == "b"


# complaints and customers that give the ranks of Spearman's textbook sum: rho = 1 - 6 * sum(d^2) / (n (n^2 - 1))
SCORES = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
RATES = [9, 10, 7, 8, 6, 4, 5, 3, 1, 2]


def _table(scores: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"name": [f"s{n}" for n in range(len(scores))], "value": scores, "report": ""}).astype({"value": "Float64"})


def _complaints(rates: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"site": [f"s{n}" for n in range(len(rates))], "complaints": rates, "customers": [1000] * len(rates)})


def test_the_rank_correlation_is_spearmans() -> None:
    found = correlation(_table(SCORES), _complaints(RATES))
    by_hand = 1 - 6 * sum((n + 1 - rate) ** 2 for n, rate in enumerate(RATES)) / (10 * 99)
    error = math.sqrt((1 + by_hand**2 / 2) / 7)

    assert found.rho == pytest.approx(by_hand)
    assert found.low == pytest.approx(math.tanh(math.atanh(by_hand) - 1.96 * error), abs=1e-4)
    assert (found.n, found.reading) == (10, "hoped")


@pytest.mark.parametrize(
    ("scores", "rates", "reading"),
    [
        (SCORES, RATES[::-1], "contrary"),
        (SCORES, [5, 1, 4, 2, 3, 5, 1, 4, 2, 3], "open"),
        (SCORES[:5], RATES[:5], "few"),
        ([50] * 10, RATES, "constant"),
        ([None] * 10, RATES, "few"),
    ],
)
def test_what_a_correlation_says_is_said_with_care(scores: list[Any], rates: list[int], reading: str) -> None:
    assert correlation(_table(scores), _complaints(rates)).reading == reading


def test_complaints_about_a_site_that_has_no_score_are_told() -> None:
    assert correlation(_table([10, None]), _complaints([1, 2, 3])).missing == ("s1", "s2")


def _before(*entries: Entry) -> Before:
    then = benchmark(entries)
    return Before(pd.read_csv(io.BytesIO(csv(then.results)), dtype=str, keep_default_na=False), then.frames.outcomes)


def test_changes_since_last_time_are_told_with_what_was_done_in_another_way() -> None:
    ruled = (verdict("kept", "passed"), verdict("mended", "failed"), verdict("lost", "passed"), verdict("open", "cantTell"))
    before = _before(entry("a", 40, 60, *ruled), entry("gone", 1, 2))
    before = Before(before.sites.assign(**{n: pd.to_numeric(before.sites[n]) for n in ("score", "low", "high")}), before.outcomes)
    before.sites.loc[0, ["phone_state", "chat_state"]] = ["none", "found"]
    ruled = (verdict("kept", "passed"), verdict("mended", "passed"), verdict("lost", "failed"), verdict("open", "failed"))
    found = benchmark([entry("a", 70, 90, *ruled, as_of="2030-01-01"), entry("new", 1, 2)], before).changes
    assert found is not None
    row = found.table.iloc[0]

    assert (row["before"], row["after"], row["difference"], row["beyond"]) == (50, 80, 30, True)
    assert (row["gained"], row["lost"]) == (("phone",), ("chat",))
    assert (row["failed"], row["passed"], row["differs"]) == (("lost",), ("mended",), ("as_of",))
    assert (found.added, found.gone, found.rules) == (("new",), ("gone",), True)


def test_no_cell_is_a_formula_and_the_bytes_stay_the_same() -> None:
    evil = Entry(name=EVIL, url="=1+1", sector="@x", tags=(("=t", "-2"),), state="audited", story=hostile())
    found = benchmark([evil, entry("b", 1, 2)])
    text = csv(found.results).decode()
    rows = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    book = zipfile.ZipFile(io.BytesIO(xlsx(found)))

    assert not rows.map(lambda cell: cell.startswith(("=", "@", "+", "-"))).any().any()
    assert "\x1b" not in text
    assert not any(b"<f>" in book.read(name) for name in book.namelist())
    assert (csv(found.results), xlsx(found)) == (text.encode(), xlsx(found))
    assert as_object(found)["states"] == {"audited": 2}


def test_parquet_keeps_numbers_and_gives_back_the_rows() -> None:
    found = benchmark([entry("a", 1, 2), Entry(name="b", url="https://b.example/", state="blocked", why="x")])
    back = pd.read_parquet(io.BytesIO(parquet(found.results)))

    assert list(back["name"]) == ["a", "b"]
    assert back["score"].dtype == "Float64"
    assert pd.isna(back["score"][1])


def test_every_sheet_has_rows() -> None:
    tables = sheets(benchmark([entry("a", 1, 2, sector="x"), entry("b", 5, 6, sector="x")]))

    assert all(len(frame) for frame in tables.values())
    assert list(tables)[:3] == ["Sites", "League", "Sector leagues"]
