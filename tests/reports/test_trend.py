"""The looks at one site in the order of time: figures, what changed, and no line between scores of different methods."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from reports.schemas import schemas
from reports.story import Story
from reports.trend import Trend, chart, trend
from reports.trend.tell import FORMATS, print_trend
from rules.verdict import PackUsed, Score
from spiders.evidence import DeadEnd
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.reports.looks import judged, later, look, phone, whole
from tests.reports.sites import CONTACT, HELP

WORDS = whole().words


def at(day: str, value: float | None, *, version: str = "1.0", story: Story | None = None, **settings: Any) -> Story:
    base = story or whole()
    low, high = (None, None) if value is None else (value - 5, value + 5)
    method = base.verdicts.method.model_copy(update={"packs": (PackUsed(id="se", version=version),)})
    scored = judged(base, score=Score(value=value, low=low, high=high, grade=None), method=method)
    return later(scored, started=f"2026-{day}T09:30:00Z", settings={**base.manifest.settings, **settings})


def _stories() -> list[Story]:
    worse = look(channels=(phone(HELP),), dead_ends=(DeadEnd(type="D5", page=CONTACT, label="Bot"),))
    return [
        at("01-01", 40),
        at("02-01", 50),
        at("02-02", 42, story=worse),
        at("03-01", 70, version="2.0", max_pages=99),
        at("04-01", None, version="2.0", max_pages=99),
        at("05-01", 75, version="2.0", max_pages=99),
    ]


def example() -> Trend:
    return trend(_stories())


def test_scores_of_different_methods_or_with_none_between_are_not_joined() -> None:
    runs = chart.runs(chart.marks(example().points))

    assert [[mark.number for mark in run.marks] for run in runs] == [[1, 2, 3], [4], [6]]
    assert chart.spark(example().points) == "▄▅▄|▆ ▇"
    assert chart.spark(example().points, ascii_only=True) == "454|7 7"


def test_looks_stand_where_their_times_are() -> None:
    marks = chart.marks(example().points)
    gaps = [after.x - before.x for before, after in pairwise(marks)]

    assert gaps.index(min(gaps)) == 1  # a day, where the others are a month
    assert (marks[0].x, marks[2].numbered) == (chart.LEFT, False)
    for mark in marks:
        assert mark.y is None or (mark.high or 0) <= mark.y <= (mark.low or 0)


@pytest.mark.parametrize("started", ["", "yesterday"])
def test_times_that_are_none_stand_one_after_the_other(started: str) -> None:
    marks = chart.marks(trend([later(whole(), started=started) for _ in range(3)]).points)

    assert len({mark.x for mark in marks}) == 3


def test_each_look_tells_what_changed_since_the_one_before() -> None:
    points = example().points

    assert points[0].changed == {} == points[1].changed
    assert points[2].changed["bad"] >= 2
    assert "gone from the contact page" in points[2].worst[0]
    assert [point.breaks for point in points] == [(), (), (), ("method", "settings"), (), ()]


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_format_tells_it(name: str, snapshot: SnapshotAssertion) -> None:
    text = FORMATS[name](example(), ("acme-2: missing",), WORDS).decode()
    if name == "html":
        body = BeautifulSoup(text, "lxml").body
        assert body is not None
        text = str(body.select_one("svg.trend")) + body.get_text("\n", strip=True)

    assert text == snapshot


def test_the_terminal_tells_it(snapshot: SnapshotAssertion) -> None:
    file = io.StringIO()
    print_trend(example(), ("acme-2: missing",), WORDS, Console(file=file, width=110))

    assert file.getvalue() == snapshot


def test_a_narrow_terminal_has_whole_dates_and_scores() -> None:
    file = io.StringIO()
    print_trend(example(), (), WORDS, Console(file=file, width=80))

    assert "2026-01-01 09:30  40 (35 to 45)" in file.getvalue()
    assert max(map(len, file.getvalue().splitlines())) <= 80


def test_the_json_is_as_its_schema_says() -> None:
    jsonschema.Draft202012Validator(schemas()["trend"]).validate(json.loads(FORMATS["json"](example(), (), WORDS)))


@pytest.mark.parametrize("stories", [[hostile(), hostile()], [samples.empty(), samples.empty()]], ids=["hostile", "empty"])
def test_nothing_that_a_site_says_acts_on_the_reader(stories: list[Story]) -> None:
    found, file = trend(stories), io.StringIO()
    print_trend(found, ("=evil\x1b[31m",), stories[0].words, Console(file=file, width=80))
    page = FORMATS["html"](found, ("<script>=evil\x1b[31m",), stories[0].words).decode()
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](found, (), stories[0].words).decode(), newline="")))

    assert "\x1b" not in file.getvalue() + page
    assert not BeautifulSoup(page, "lxml").select("script")
    assert not [value for row in rows for value in row if value.startswith(("=", "+", "@"))]
