"""The score over time as a drawing (SVG) and as one line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reports.trend.points import Break, Point

__all__ = ["BOTTOM", "HEIGHT", "LEFT", "WIDTH", "Mark", "Run", "levels", "marks", "runs", "spark"]

WIDTH, HEIGHT = 640, 220
"""The drawing's size; the score runs from 0 at `HEIGHT - BOTTOM` to 100 at `TOP`."""
LEFT, RIGHT, TOP, BOTTOM = 40, 16, 16, 36
_ROOM = 20
_BARS = "▁▂▃▄▅▆▇█"
_PLAIN = "0123456789"


@dataclass(frozen=True)
class Mark:
    """
    A look in the drawing; lengths in its own unit.

    Attributes:
        y: Of the score, `low` and `high` those of its interval; None where there is no score.
        number: Its place in the order of time, from 1; `numbered`: whether there is room to write it.
    """

    x: float
    y: float | None
    low: float | None
    high: float | None
    number: int
    numbered: bool
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Run:
    """Looks with a score that may be joined: all judged by one method. Their line, and the band of their intervals."""

    marks: tuple[Mark, ...]

    @property
    def line(self) -> str:
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)

    @property
    def band(self) -> str:
        upper = [f"{mark.x:.1f},{mark.high:.1f}" for mark in self.marks]
        return " ".join([*upper, *(f"{mark.x:.1f},{mark.low:.1f}" for mark in reversed(self.marks))])


def marks(points: Sequence[Point]) -> tuple[Mark, ...]:
    """Where each look stands; in time where their times are told, else one after the other."""
    found: list[Mark] = []
    room = 0.0
    for number, (point, place) in enumerate(zip(points, _places(points), strict=True), 1):
        x, look = LEFT + place * (WIDTH - LEFT - RIGHT), point.look
        low, high = (look.score if end is None else end for end in (look.low, look.high))
        found.append(Mark(x, _height(look.score), _height(low), _height(high), number, x >= room, point.breaks))
        room = x + _ROOM if x >= room else room
    return tuple(found)


def _height(score: float | None) -> float | None:
    return None if score is None else _level(score)


def _level(score: float) -> float:
    return TOP + (100 - score) / 100 * (HEIGHT - TOP - BOTTOM)


def levels() -> tuple[tuple[int, float], ...]:
    """The scores that are marked at the side, each with its height."""
    return tuple((score, _level(score)) for score in range(0, 101, 25))


def _places(points: Sequence[Point]) -> list[float]:
    """Each look's place from 0 (first) to 1 (last)."""
    try:
        times = [datetime.fromisoformat(point.look.started) for point in points]
        seconds = [(time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() for time in times]
    except (ValueError, OverflowError):
        seconds = [float(number) for number in range(len(points))]
    whole = seconds[-1] - seconds[0] if seconds else 0
    return [(second - seconds[0]) / whole if whole else 0.5 for second in seconds]


def runs(every: Sequence[Mark]) -> tuple[Run, ...]:
    """The looks that a line may join: it ends where the method changed and where a look has no score."""
    found: list[list[Mark]] = [[]]
    for mark in every:
        if "method" in mark.breaks or mark.y is None:
            found.append([])
        if mark.y is not None:
            found[-1].append(mark)
    return tuple(Run(tuple(run)) for run in found if run)


def spark(points: Sequence[Point], *, ascii_only: bool = False) -> str:
    """The scores as a line of bars, 0 to 100; "|" where the method changed, a blank where there is no score."""
    return "".join(_spark(points, _PLAIN if ascii_only else _BARS))


def _spark(points: Sequence[Point], bars: str) -> Iterator[str]:
    for point in points:
        if "method" in point.breaks:
            yield "|"
        score = point.look.score
        yield " " if score is None else bars[min(int(score / 100 * len(bars)), len(bars) - 1)]
