"""How much of the time second looks may take."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.asking import Asking
from spiders.browser.visit import Plan


def test_visits_take_no_more_than_their_share_of_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("spiders.asking.time.monotonic", lambda: now)
    made = Asking(tmp_path, page_seconds=20.0, seconds=90.0)
    taken = []
    for seconds in (20.0, 5.0, 20.0, 1.0):
        taken.append(made.may_visit)
        if made.may_visit:
            made.visit(Plan("https://www.example.se/"), lambda: None, lambda: None)
        now += seconds
        made.fetch("https://www.example.se/b", lambda: None, lambda: None)
        now += 1.0

    assert taken == [True, True, True, False]


def test_no_visit_begins_when_the_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("spiders.asking.time.monotonic", lambda: now)
    made = Asking(tmp_path, page_seconds=20.0, seconds=90.0)
    now = 91.0

    assert not made.may_visit


@pytest.mark.parametrize(
    ("seconds", "walks", "late", "over"),
    [(70, True, False, False), (80, True, True, False), (80, False, False, False), (101, True, True, True)],
)
def test_a_slow_site_leaves_time_for_walks(
    seconds: float, walks: bool, late: bool, over: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("spiders.asking.time.monotonic", lambda: now)
    made = Asking(tmp_path, page_seconds=20.0, seconds=100.0, walks=walks)
    now = seconds

    assert (made.late, made.over) == (late, over)
