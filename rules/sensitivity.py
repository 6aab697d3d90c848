"""
How much the score hangs on its weights: they are drawn anew many times, and the values of the draws are told.

What was seen stays as it is. In each draw the categories' weights come from a Dirichlet distribution around equal ones, each rule's
points vary by up to a share of them, and a few rules swap between must and should, for no survey says which are must-be and which
one-dimensional (`rules/kano.yaml`). Gates stay gates: they cap by norm, not by weight. The numbers stand in `rules/scoring.yaml`.
Pure: the seed is fixed, so that the same verdicts give the same answer.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import Literal

from rules.kano import class_of
from rules.scoring import Part, grade, parts, scheme, total
from rules.verdict import Level, Verdicts
from spiders.frozen import Frozen

__all__ = ["MOST_DRIVERS", "Driver", "DriverKind", "Sensitivity", "sensitivity"]

MOST_DRIVERS = 5

DriverKind = Literal["category", "points", "level"]
Draw = dict[tuple[DriverKind, str], float]
"""What was drawn: a category's share of all weight, a factor of a rule's points, 1 where a rule is a must in this draw."""


class Driver(Frozen):
    """A drawn number that the value follows: `correlation` is Spearman's, -1 to 1; `id` names a category or a rule."""

    kind: DriverKind
    id: str
    correlation: float


class Sensitivity(Frozen):
    """
    What other weights would have given.

    Attributes:
        value: The score by the method's own weights; None where there is no score, `reason` says why.
        low: The lower end of the band of the values drawn; `high`: the upper, None where there is no score.
        band: Which quantiles these are.
        same_grade: The share of draws that give the score's own grade, 0 to 1.
        drivers: What the value follows most, the strongest first; none where it follows nothing.
    """

    draws: int
    seed: int
    band: tuple[float, float]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    same_grade: float | None = None
    drivers: tuple[Driver, ...] = ()
    reason: str = ""


def sensitivity(verdicts: Verdicts) -> Sensitivity:
    """The score of the verdicts under many other weights."""
    numbers = scheme().sensitivity
    told = Sensitivity(draws=numbers.draws, seed=numbers.seed, band=numbers.band)
    score = verdicts.score
    if score.value is None:
        return told.model_copy(update={"reason": f"there is no score: {score.reason}"})
    found = sorted(parts(verdicts.verdicts))
    random = Random(numbers.seed)  # noqa: S311  (no secret: a fixed seed, so that the answer is always the same)
    draws = [_draw(found, random) for _ in range(numbers.draws)]
    values = [_value(found, draw) for draw in draws]
    low, high = _quantiles(values, numbers.band)
    return told.model_copy(
        update={
            "value": score.value,
            "low": low,
            "high": high,
            "same_grade": round(sum(grade(each) == score.grade for each in values) / len(values), 3),
            "drivers": tuple(_drivers(draws, values))[:MOST_DRIVERS],
        }
    )


def _draw(found: Sequence[Part], random: Random) -> Draw:
    numbers = scheme().sensitivity
    names = sorted({part.category for part in found})
    weights = [random.gammavariate(numbers.categories, 1.0) for _ in names]
    drawn: Draw = {("category", name): weight / sum(weights) for name, weight in zip(names, weights, strict=True)}
    basic = {part.category for part in found if part.level == "must"}
    for part in found:
        drawn["points", part.rule] = random.uniform(1 - numbers.points, 1 + numbers.points)
        swapped = random.random() < numbers.swap and _may_swap(part, basic)
        drawn["level", part.rule] = float((part.level == "must") is not swapped)
    return drawn


def _may_swap(part: Part, basic: Collection[str]) -> bool:
    """
    Whether the rule could as well be of the other level.

    A gate could not, nor what only pleases or only annoys; nor what would be a category of its own, as heavy as all others.
    """
    return not part.gate and class_of(part.rule, "should") == "one-dimensional" and part.category in basic


def _value(found: Sequence[Part], draw: Draw) -> float:
    weights = {name: share for (kind, name), share in draw.items() if kind == "category"}
    return total([_weighed(part, draw) for part in found], weights)


def _weighed(part: Part, draw: Draw) -> Part:
    level: Level = "must" if draw["level", part.rule] else "should"
    return part._replace(points=part.points * draw["points", part.rule], level=level)


def _quantiles(values: Sequence[float], band: tuple[float, float]) -> tuple[float, float]:
    ordered, last = sorted(values), len(values) - 1
    low, high = (ordered[round(quantile * last)] for quantile in band)
    return low, high


def _drivers(draws: Sequence[Draw], values: Sequence[float]) -> Iterator[Driver]:
    """What correlates with the value by rank, the strongest first."""
    ranked = _ranks(values)
    found = []
    for kind, name in draws[0]:
        drawn = _ranks([draw[kind, name] for draw in draws])
        found.append(Driver(kind=kind, id=name, correlation=_correlation(drawn, ranked)))
    for driver in sorted(found, key=lambda each: (-abs(each.correlation), each.kind, each.id)):
        if abs(driver.correlation) >= scheme().sensitivity.driver:
            yield driver


def _correlation(drawn: Sequence[float], ranked: Sequence[float]) -> float:
    """Pearson's correlation of ranks, which is Spearman's of what was ranked; 0 where either never varies."""
    if min(drawn) == max(drawn) or min(ranked) == max(ranked):
        return 0.0
    return round(statistics.correlation(drawn, ranked), 2)


def _ranks(numbers: Sequence[float]) -> list[float]:
    """The rank of each number, ties sharing their mean rank."""
    order = sorted(numbers)
    first: dict[float, int] = {}
    times: dict[float, int] = {}
    for place, number in enumerate(order):
        first.setdefault(number, place)
        times[number] = times.get(number, 0) + 1
    return [first[number] + (times[number] - 1) / 2 for number in numbers]
