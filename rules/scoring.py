"""
From verdicts to a score of 0 to 100, with an interval for what is not known. `docs/score.md` explains it on one page.

Gates cap. Categories weigh equally; each is what its must rules earned of what they could earn. Should rules count only once the
basics pass. What was not seen earns nothing, so that looking less never scores more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from rules.model import Strict, read
from rules.registry import categories
from rules.result import APPLICABILITY_UNKNOWN, NOT_SEEN, RULE_FAILED
from rules.verdict import CategoryScore, Grade, Level, Score, Verdict

__all__ = ["Curve", "Scheme", "Weights", "depth", "scheme", "score"]

_LEVELS: tuple[Level, ...] = ("info", "should", "must")
_DECIDED = frozenset({"passed", "failed"})
_ASIDE = frozenset({APPLICABILITY_UNKNOWN, RULE_FAILED})
_WORST_FIRST = ("failed", "cantTell", "untested", "passed", "inapplicable")

Share = Callable[[Verdict], "float | None"]


class Curve(Strict):
    """A log-normal curve: half the points at `median`, nine tenths at `p10`."""

    median: float
    p10: float


class _Extras(Strict):
    most: float
    each: float
    after: float


class Weights(Strict):
    """What the parts of findability weigh; together 1."""

    reached: float
    direct: float
    depth: float


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
    counted = _once(
        verdict for verdict in verdicts if verdict.level != "info" and verdict.outcome not in {"inapplicable", "untested"}
    )
    musts = [verdict for verdict in counted if verdict.level == "must"]
    tables = tuple(_categories(musts))
    capped = tuple(verdict.rule for verdict in musts if verdict.gate and verdict.outcome == "failed")
    if reason := _too_little(musts):
        return Score(value=None, low=None, high=None, grade=None, capped_by=capped, categories=tables, reason=reason)
    value, low, high = (round(_total(counted, share), 1) for share in (_shown, _worst, _best))
    return Score(value=value, low=low, high=high, grade=_grade(value), capped_by=capped, categories=tables)


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict a rule: that of its highest level, and of equal levels the worse outcome; a gate anywhere is a gate."""
    best: dict[str, Verdict] = {}
    for verdict in verdicts:
        before = best.setdefault(verdict.rule, verdict)
        chosen = min(before, verdict, key=_rank)
        best[verdict.rule] = chosen.model_copy(update={"gate": before.gate or verdict.gate})
    return list(best.values())


def _rank(verdict: Verdict) -> tuple[int, int]:
    return -_LEVELS.index(verdict.level), _WORST_FIRST.index(verdict.outcome)


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
        return f"too little could be decided: {len(decided)} of {len(asked)} must rules"
    if gates := [verdict.rule for verdict in asked if verdict.gate and verdict.result == NOT_SEEN]:
        return f"a gate could not be decided: {', '.join(gates)}"
    return ""


def _total(counted: Sequence[Verdict], share: Share) -> float:
    numbers = scheme()
    musts = [verdict for verdict in counted if verdict.level == "must"]
    ratios = [ratio for group in _grouped(musts).values() if (ratio := _ratio(group, share)) is not None]
    basics = sum(ratios) / len(ratios) if ratios else 0.0
    if any(verdict.gate and (earned := share(verdict)) is not None and earned < 1 for verdict in musts):
        return min(numbers.basics * basics, numbers.gate_cap)
    total = numbers.basics * basics
    if basics >= numbers.extras.after:
        gained = sum(
            numbers.extras.each * verdict.points * (share(verdict) or 0.0) for verdict in counted if verdict.level == "should"
        )
        total += min(numbers.extras.most, gained)
    return total


def _grouped(verdicts: Iterable[Verdict]) -> Mapping[str, list[Verdict]]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.category, []).append(verdict)
    return groups


def _ratio(group: Iterable[Verdict], share: Share) -> float | None:
    """Earned of possible, 0 to 1; None where nothing of the group counts."""
    pairs = [(verdict.points, earned) for verdict in group if (earned := share(verdict)) is not None]
    possible = sum(points for points, _ in pairs)
    return sum(points * earned for points, earned in pairs) / possible if possible else None


def _categories(musts: Sequence[Verdict]) -> Iterable[CategoryScore]:
    groups = _grouped(musts)
    order = list(categories())
    for name in sorted(groups, key=lambda category: (order.index(category) if category in order else len(order), category)):
        group = groups[name]
        decided = sum(verdict.outcome in _DECIDED for verdict in group)
        value, low, high = (_percent(_ratio(group, share)) if decided else None for share in (_shown, _worst, _best))
        yield CategoryScore(id=name, value=value, low=low, high=high, decided=decided, of=len(group))


def _percent(ratio: float | None) -> float | None:
    return None if ratio is None else round(100 * ratio, 1)


def _grade(value: float) -> Grade:
    return next(grade for grade, least in sorted(scheme().grades.items(), key=lambda pair: -pair[1]) if value >= least)
