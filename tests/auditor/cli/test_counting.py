"""Progress of many sites without a terminal: few lines, each with its time, and a time left that is not too short."""

from __future__ import annotations

import io
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from rich.console import Console

from auditor.cli import counting


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(counting, "time", SimpleNamespace(monotonic=made.monotonic))
    return made


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    made = io.StringIO()
    monkeypatch.setattr(counting, "console", lambda **_: Console(file=made, width=300))
    return made


def test_a_night_is_a_line_a_minute_after_two_minutes(clock: Clock, out: io.StringIO) -> None:
    with counting.counted(40_000, already=0, quiet=False, apart=5.0) as heard:
        lines = []
        for _ in range(3600):
            clock.now += 1
            heard("Acme", "audited")
            lines.append(len(out.getvalue().splitlines()) - 1)

    assert (lines[0], lines[119]) == (1, 24)
    assert lines[-1] - lines[119] == 58
    assert all(re.match(r"\d\d:\d\d \d+/40000 done", line) for line in out.getvalue().splitlines()[1:])


def test_the_rate_is_that_of_the_last_quarter_of_an_hour(clock: Clock, out: io.StringIO) -> None:
    with counting.counted(1000, already=0, quiet=False, apart=5.0) as heard:
        for seconds, sites in ((10, 100), (90, 20)):
            for _ in range(sites):
                clock.now += seconds
                heard("Acme", "audited")

    assert "120/1000 done, 40 an hour, about 22 h 0 min left" in out.getvalue().splitlines()[-1]


def test_all_is_told_of_a_few_sites_that_take_their_time(clock: Clock, out: io.StringIO) -> None:
    with counting.counted(9, already=0, quiet=False) as heard:
        for _ in range(9):
            clock.now += 30
            heard("Acme", "audited")

    assert len(out.getvalue().splitlines()) == 10


@pytest.mark.parametrize(
    ("lately", "seconds", "least", "said"),
    [
        (12, 1200, 0, "10/20 done, 36 an hour, about 17 min left"),
        (12, 1200, 2160, "10/20 done, 36 an hour, about 36 min left"),
        (0, 900, 3700, "10/20 done, about 1 h 2 min left"),
        (0, 900, 0, "10/20 done"),
        (1, 900, 0, "10/20 done, 4 an hour, about 2 h 30 min left"),
        (900, 900, 0, "10/20 done, 3600 an hour, about 1 min left"),
    ],
)
def test_the_time_left_is_in_hours_and_never_below_what_is_waited_for(lately: int, seconds: float, least: float, said: str) -> None:
    assert counting.told(Counter(audited=10), 20, lately, seconds, least) == said
