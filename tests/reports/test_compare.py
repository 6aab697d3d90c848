import dataclasses
import io
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from reports import compare
from reports.compare.side import shared_rules, table
from reports.story import Story
from rules.verdict import PackUsed, Verdict
from tests.reports import samples
from tests.reports.hostile import hostile


def _site(host: str, low: float | None, high: float | None, *verdicts: Verdict, **method: Any) -> Story:
    story = samples.story()
    value = None if low is None or high is None else (low + high) / 2
    score = story.verdicts.score.model_copy(update={"value": value, "low": low, "high": high})
    meant = story.verdicts.model_copy(update={"score": score, "method": story.verdicts.method.model_copy(update=method)})
    if verdicts:
        meant = meant.model_copy(update={"verdicts": verdicts})
    seen = story.evidence.model_copy(update={"site": story.evidence.site.model_copy(update={"host": host})})
    return dataclasses.replace(story, verdicts=meant, evidence=seen)


def _ranks(*stories: Story) -> dict[str, str]:
    frame = compare.table(stories)
    return dict(zip(frame["site"], frame["rank"], strict=True))


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([(80, 90), (50, 60)], ["1", "2"]),
        ([(80, 90), (50, 85)], ["1–2", "1–2"]),
        ([(80, 90), (60, 85), (10, 20)], ["1–2", "1–2", "3"]),
        ([(80, 90), (None, None), (10, 20)], ["1", "", "2"]),
        ([(50, 50), (50, 50)], ["1–2", "1–2"]),
    ],
)
def test_only_intervals_that_do_not_overlap_decide_a_rank(intervals: list[tuple[Any, Any]], expected: list[str]) -> None:
    stories = [_site(f"{n}.example", low, high) for n, (low, high) in enumerate(intervals)]

    assert _ranks(*stories) == {f"{n}.example": rank for n, rank in enumerate(expected)}


def test_an_overlap_is_said() -> None:
    assert any("overlap" in line for line in compare.cautions([_site("a.example", 1, 5), _site("b.example", 2, 6)]))
    assert not any("overlap" in line for line in compare.cautions([_site("a.example", 1, 2), _site("b.example", 5, 6)]))


@pytest.mark.parametrize("method", [{"version": "9"}, {"as_of": "2030-01-01"}, {"packs": (PackUsed(id="de", version="1"),)}])
def test_sites_judged_differently_are_not_ranked(method: dict[str, Any]) -> None:
    stories = [_site("a.example", 80, 90), _site("b.example", 10, 20, **method)]

    assert set(_ranks(*stories).values()) == {""}
    assert "not ranked" in compare.cautions(stories)[0]


def test_different_settings_are_named() -> None:
    story = _site("a.example", 1, 2)
    other = dataclasses.replace(
        story, manifest=story.manifest.model_copy(update={"settings": {**story.manifest.settings, "country": "DE"}})
    )

    assert any("(country)" in line for line in compare.cautions([story, other]))


def test_only_rules_decided_for_every_site_are_compared() -> None:
    passed = Verdict(rule="a", pack="se", outcome="passed", title="A")
    unknown = Verdict(rule="b", pack="se", outcome="cantTell")
    decided = unknown.model_copy(update={"outcome": "failed"})
    stories = [
        _site("a.example", 5, 6, passed, decided),
        _site("b.example", 1, 2, passed.model_copy(update={"outcome": "failed"}), unknown),
    ]
    frame = compare.table(stories)

    assert [(rule.rule, rule.outcomes) for rule in compare.shared_rules(stories)] == [("a", ("passed", "failed"))]
    assert frame[["shared_met", "shared_of", "decided", "of"]].to_numpy().tolist() == [[1, 1, 2, 2], [0, 1, 1, 2]]


def test_clicks_are_those_to_channels_for_customers() -> None:
    row = compare.table([samples.story()]).iloc[0]

    assert (row["phone_clicks"], row["form_clicks"], row["contact_page_clicks"], row["gates_failed"]) == (1, 1, 1, 1)
    assert pd.isna(row["email_clicks"])
    assert row["offers"] == "phone number, contact form"


@pytest.mark.parametrize("others", [[], [samples.empty()], [hostile()]])
def test_every_form_of_it_renders(others: list[Story]) -> None:
    stories = [samples.story(), *others]
    soup = BeautifulSoup(compare.render_html(stories), "lxml")
    file = io.StringIO()
    compare.print_table(stories, Console(file=file, width=80))

    assert len(soup.select("table")[0].select("tbody tr")) == len(stories)
    assert not soup.select("script")
    assert "\x1b" not in file.getvalue()
    assert max(map(len, file.getvalue().splitlines())) <= 80
    assert compare.render_html(stories) == compare.render_html(stories)
    frame = pd.read_csv(io.BytesIO(compare.render_csv(stories)), dtype=str, keep_default_na=False)
    assert not frame["site"].str.startswith("=").any()


def test_nothing_to_compare_is_an_empty_table() -> None:
    assert compare.table([]).empty


def test_a_site_without_a_score_takes_no_part_in_what_all_have_in_common() -> None:
    one, nothing = samples.story(), samples.empty()
    shared = shared_rules([one, nothing])

    assert len(shared) == len(shared_rules([one])) > 0
    assert {rule.outcomes[1] for rule in shared} == {"untested"}
    assert table([one, nothing])["shared_of"].isna().tolist() == [False, True]
