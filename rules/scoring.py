"""
From verdicts to a score of 0 to 100, with an interval for what is not known. `docs/score.md` explains it on one page.

Gates cap. Categories weigh equally; each is what its must rules earned of what they could earn. Should rules count only once the
basics pass, each as its Kano class says. What was not seen earns nothing, so that looking less never scores more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from rules.kano import class_of
from rules.model import Strict, read
from rules.registry import categories
from rules.result import APPLICABILITY_UNKNOWN, NOT_ADDRESSED, NOT_SEEN, RULE_FAILED
from rules.verdict import LEVELS, CategoryScore, Grade, Level, Score, Verdict
from spiders.said import say

__all__ = ["Curve", "Part", "Redraw", "Scheme", "Weights", "depth", "grade", "parts", "scheme", "score", "total"]

_DECIDED = frozenset({"passed", "failed"})
_GIVING = frozenset({"one-dimensional", "attractive"})
_ASIDE = frozenset({APPLICABILITY_UNKNOWN, RULE_FAILED})
_WORST_FIRST = ("failed", "cantTell", "untested", "passed", "inapplicable")

Share = Callable[[Verdict], "float | None"]


class Part(NamedTuple):
    """What one rule brings to the sum; `earned` is the share of its points, 0 to 1, None where there was nothing to apply it to."""

    rule: str
    category: str
    level: Level
    gate: bool
    points: float
    earned: float | None


class Curve(Strict):
    """A log-normal curve: half the points at `median`, nine tenths at `p10`."""

    median: float
    p10: float


class _Extras(Strict):
    most: float
    after: float


class Weights(Strict):
    """What the parts of findability weigh; together 1."""

    reached: float
    direct: float
    depth: float


class Redraw(Strict):
    """
    How weights are drawn anew (`rules/sensitivity.py`).

    Attributes:
        categories: The concentration of the Dirichlet distribution; the higher, the nearer to equal.
        points: By how much a rule's points vary, as a share of them to either side.
        swap: How likely a rule changes level, from must to should or back.
        band: The quantiles of the values that are told.
        driver: The least rank correlation with the value, as an absolute number, that is told.
    """

    draws: int
    seed: int
    categories: float
    points: float
    swap: float
    band: tuple[float, float]
    driver: float


class Scheme(Strict):
    """The numbers of the method."""

    version: str
    basics: float
    extras: _Extras
    gate_cap: float
    grades: dict[Grade, float]
    least_decided: int
    least_share: float
    depth: dict[str, Curve]
    findability: Weights
    sensitivity: Redraw


@cache
def scheme() -> Scheme:
    """The numbers of the present method version."""
    return read(Scheme, files("rules").joinpath("scoring.yaml").read_text("utf-8"), "scoring.yaml")


def depth(kind: str, clicks: float) -> float:
    """What a channel so many clicks from the home page earns, 0 to 1; a kind of channel without a curve takes the form's."""
    curve = scheme().depth.get(kind, scheme().depth["form"])
    if clicks <= 0:
        return 1.0
    return (1 - math.erf(math.log(clicks / curve.median) * 0.9062 / -math.log(curve.p10 / curve.median))) / 2


def score(verdicts: Sequence[Verdict]) -> Score:
    """The score of a site; None with the reason where too little was decided."""
    counted = _counting(verdicts)
    musts = [verdict for verdict in counted if verdict.level == "must"]
    tables = tuple(_categories(musts))
    capped = tuple(verdict.rule for verdict in musts if verdict.gate and verdict.outcome == "failed")
    if reason := _too_little(musts):
        return Score(value=None, low=None, high=None, grade=None, capped_by=capped, categories=tables, reason=reason)
    shown, low, high = (total(_parts(verdicts, share)) for share in (_shown, _worst, _best))
    return Score(value=shown, low=low, high=high, grade=grade(shown), capped_by=capped, categories=tables)


def parts(verdicts: Iterable[Verdict]) -> list[Part]:
    """What the value of a score is the sum of."""
    return _parts(verdicts, _shown)


def _counting(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return _once(verdict for verdict in verdicts if verdict.level != "info" and verdict.outcome not in {"inapplicable", "untested"})


def _parts(verdicts: Iterable[Verdict], share: Share) -> list[Part]:
    """Of all rules but those that are addressed to others, or of which that is open and left out."""
    verdicts = tuple(verdicts)
    counted = {verdict.rule: verdict for verdict in _counting(verdicts)}
    idle = _once(v for v in verdicts if v.level != "info" and v.outcome == "inapplicable" and v.result != NOT_ADDRESSED)
    found = [_part(verdict, earned) for verdict in counted.values() if (earned := share(verdict)) is not None]
    return found + [_part(verdict, None) for verdict in idle if verdict.rule not in counted]


def _part(verdict: Verdict, earned: float | None) -> Part:
    return Part(verdict.rule, verdict.category, verdict.level, verdict.gate, verdict.points, earned)


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict a rule: that of its highest level, and of equal levels the worse outcome; a gate anywhere is a gate."""
    best: dict[str, Verdict] = {}
    for verdict in verdicts:
        before = best.setdefault(verdict.rule, verdict)
        chosen = min(before, verdict, key=_rank)
        best[verdict.rule] = chosen.model_copy(update={"gate": before.gate or verdict.gate})
    return list(best.values())


def _rank(verdict: Verdict) -> tuple[int, int]:
    return LEVELS.index(verdict.level), _WORST_FIRST.index(verdict.outcome)


def _shown(verdict: Verdict) -> float | None:
    """What was shown: not seen earns nothing; None where it is open whether the rule applies, or where the rule itself failed."""
    if verdict.outcome in _DECIDED:
        return verdict.earned or 0.0
    return None if verdict.result in _ASIDE else 0.0


def _worst(verdict: Verdict) -> float | None:
    return verdict.earned or 0.0 if verdict.outcome in _DECIDED else 0.0


def _best(verdict: Verdict) -> float | None:
    return verdict.earned or 0.0 if verdict.outcome in _DECIDED else 1.0


def _too_little(musts: Sequence[Verdict]) -> str:
    asked = [verdict for verdict in musts if verdict.result not in _ASIDE]
    decided = [verdict for verdict in asked if verdict.outcome in _DECIDED]
    if len(decided) < scheme().least_decided or len(decided) < scheme().least_share * len(asked):
        return say("too little could be decided: {n} of {of} must rules", n=len(decided), of=len(asked))
    if gates := [verdict.rule for verdict in asked if verdict.gate and verdict.result == NOT_SEEN]:
        return say("a gate could not be decided: {gates}", gates=", ".join(gates))
    return ""


def total(found: Sequence[Part], weights: Mapping[str, float] = MappingProxyType({})) -> float:
    """
    The sum, 0 to 100, to one decimal; `weights` are those of the categories by id, 1 for one that is not named.

    Every sum is an exact one (`math.fsum`), so that the order of the parts does not matter.
    """
    numbers = scheme()
    musts = [part for part in found if part.level == "must"]
    ratios = {name: ratio for name, group in _grouped(musts).items() if (ratio := _ratio(group)) is not None}
    weight = math.fsum(weights.get(name, 1.0) for name in ratios)
    basics = math.fsum(weights.get(name, 1.0) * ratio for name, ratio in ratios.items()) / weight if weight else 0.0
    points = numbers.basics * basics
    if any(part.gate and part.earned is not None and part.earned < 1 for part in musts):
        points = min(points, numbers.gate_cap)
    elif basics >= numbers.extras.after:
        points += numbers.extras.most * _extras([part for part in found if part.level == "should"])
    return round(points, 1)


def _extras(found: Sequence[Part]) -> float:
    """
    What extras gained of all that they could, 0 to 1.

    What did not come to apply, as a rule about chats where there is none, could have gained: else a new chat might cost a share.
    """
    kinds = {part.rule: class_of(part.rule, "should") for part in found}
    possible = math.fsum(part.points for part in found if kinds[part.rule] in _GIVING)
    gained = math.fsum(part.points * part.earned for part in found if part.earned is not None and kinds[part.rule] in _GIVING)
    taken = math.fsum(
        part.points * (1 - part.earned) for part in found if part.earned is not None and kinds[part.rule] == "reverse"
    )
    return max(0.0, gained - taken) / possible if possible else 0.0


def _grouped(found: Iterable[Part]) -> Mapping[str, list[Part]]:
    groups: dict[str, list[Part]] = {}
    for part in found:
        groups.setdefault(part.category, []).append(part)
    return groups


def _ratio(group: Iterable[Part]) -> float | None:
    """Earned of possible, 0 to 1; None where nothing of the group counts."""
    pairs = [(part.points, part.earned) for part in group if part.earned is not None]
    possible = math.fsum(points for points, _ in pairs)
    return math.fsum(points * earned for points, earned in pairs) / possible if possible else None


def _categories(musts: Sequence[Verdict]) -> Iterable[CategoryScore]:
    order = list(categories())
    names = {verdict.category for verdict in musts}
    for name in sorted(names, key=lambda category: (order.index(category) if category in order else len(order), category)):
        group = [verdict for verdict in musts if verdict.category == name]
        decided = sum(verdict.outcome in _DECIDED for verdict in group)
        value, low, high = (_percent(_ratio(_parts(group, share))) if decided else None for share in (_shown, _worst, _best))
        yield CategoryScore(id=name, value=value, low=low, high=high, decided=decided, of=len(group))


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else round(100 * ratio, 1)


def grade(points: float) -> Grade:
    """The grade of a value from 0 to 100."""
    return next(name for name, least in sorted(scheme().grades.items(), key=lambda pair: -pair[1]) if max(points, 0) >= least)
