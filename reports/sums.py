"""The sum of a score with the numbers of one site: what each category earned, and the steps to the value (docs/score.md)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reports.numbers import decimal
from reports.story import Story
from reports.words import Words
from rules.scoring import Part, parts, scheme
from rules.verdict import CategoryScore

__all__ = ["Line", "Sum", "reckoned"]


@dataclass(frozen=True)
class Line:
    """A category: its must-have expectations and what they earned; `score` is what the verdicts say of it."""

    id: str
    parts: tuple[Part, ...]
    score: CategoryScore | None

    @property
    def earned(self) -> float:
        """Points."""
        return math.fsum(part.points * part.earned for part in self.parts if part.earned is not None)

    @property
    def possible(self) -> float:
        """Points that could be earned."""
        return math.fsum(part.points for part in self.parts if part.earned is not None)


@dataclass(frozen=True)
class Sum:
    """The categories, and the steps of the sum in words."""

    lines: tuple[Line, ...]
    steps: tuple[str, ...]


def reckoned(story: Story, words: Words) -> Sum:
    """The sum; where there is no score its steps say why."""
    musts = [part for part in parts(story.verdicts.verdicts) if part.level == "must"]
    scores = {score.id: score for score in story.verdicts.score.categories}
    names = (*scores, *dict.fromkeys(part.category for part in musts if part.category not in scores))
    lines = tuple(Line(name, tuple(p for p in musts if p.category == name), scores.get(name)) for name in names)
    return Sum(lines, tuple(_steps(story, words, [line for line in lines if line.possible])))


def _steps(story: Story, words: Words, lines: list[Line]) -> Iterator[str]:
    score, numbers = story.verdicts.score, scheme()
    if score.value is None or not lines:
        yield words("sum.none", reason=score.reason or words("score.too_little"))
        return

    def told(value: float, places: int = 1) -> str:
        return decimal(value, words.language, places)

    mean = math.fsum(line.earned / line.possible for line in lines) / len(lines)
    basics = numbers.basics * mean
    yield words("sum.mean", n=len(lines), mean=told(mean, 3))
    yield words("sum.basics", most=told(numbers.basics), points=told(basics))
    if score.capped_by:
        yield words("sum.capped", cap=told(numbers.gate_cap), titles="; ".join(story.caps))
    elif mean >= numbers.extras.after:
        yield words("sum.extras", points=told(score.value - basics), most=told(numbers.extras.most))
    else:
        yield words("sum.no_extras", most=told(numbers.extras.most), after=told(numbers.extras.after))
    yield words("sum.value", value=told(score.value), grade=score.grade)
