"""
What sites have in common: the expectations held against all of them, and what they score on these alone.

A rule that reads the same thresholds and labels under several packs is one expectation (`test`); it then weighs alike for all
sites, at the highest level that one of their packs gives it, as the score counts a rule of several packs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from rules.scoring import score
from rules.verdict import LEVELS, Verdict

__all__ = ["KEY", "asked_of_all", "decided_for_all", "scores"]

KEY = ["rule", "test"]
_DECIDED = ("passed", "failed")
_ASKED = (*_DECIDED, "cantTell", "untested")


def decided_for_all(outcomes: pd.DataFrame, sites: Collection[str]) -> pd.DataFrame:
    """The expectations with an outcome on each of the sites: rule, test and title, in this order."""
    return _of_all(outcomes, sites, _DECIDED)


def asked_of_all(outcomes: pd.DataFrame, sites: Collection[str]) -> pd.DataFrame:
    """The same of those that apply to each of the sites or may apply, decided or not."""
    return _of_all(outcomes, sites, _ASKED)


def _of_all(outcomes: pd.DataFrame, sites: Collection[str], having: Collection[str]) -> pd.DataFrame:
    wanted = outcomes[outcomes["site"].isin(list(sites)) & outcomes["outcome"].isin(list(having))]
    found = wanted.groupby(KEY, sort=True).agg(title=("title", "first"), sites=("site", "nunique")).reset_index()
    return found.loc[found["sites"] == len(set(sites)), [*KEY, "title"]].reset_index(drop=True)


def scores(outcomes: pd.DataFrame, keys: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    What each site scores on these expectations alone, by the method's own rules (`rules.scoring`).

    Returns:
        By site: value, low, high, met, of; value, low and high are NA where too little is decided. And the same by category: site,
        category, value, low, high.
    """
    chosen = _weighing_alike(outcomes.merge(keys[KEY], on=KEY))
    found = {site: score(verdicts) for site, verdicts in sorted(_verdicts(chosen).items())}
    met = len(keys) - chosen[chosen["outcome"] != "passed"].groupby("site")["rule"].nunique().reindex(list(found), fill_value=0)
    whole = pd.DataFrame(
        [(site, each.value, each.low, each.high, int(met[site]), len(keys)) for site, each in found.items()],
        columns=["site", "value", "low", "high", "met", "of"],
    ).set_index("site")
    parts = pd.DataFrame(
        [(site, part.id, part.value, part.low, part.high) for site, each in found.items() for part in each.categories],
        columns=["site", "category", "value", "low", "high"],
    )
    numbers = ["value", "low", "high"]
    return whole.astype(dict.fromkeys(numbers, "Float64")), parts.astype(dict.fromkeys(numbers, "Float64"))


def _weighing_alike(chosen: pd.DataFrame) -> pd.DataFrame:
    """The rows of what applies or may; each rule at its highest level, with its most points, and a gate if it is one anywhere."""
    asked = chosen[chosen["outcome"].isin(list(_ASKED))]
    order = asked.assign(order=asked["level"].map(LEVELS.index)).sort_values(["order", "pack"], kind="stable")
    alike = order.groupby("rule").agg(
        level=("level", "first"), category=("category", "first"), gate=("gate", "max"), points=("points", "max")
    )
    return asked.drop(columns=list(alike.columns)).join(alike, on="rule")


def _verdicts(chosen: pd.DataFrame) -> Mapping[str, list[Verdict]]:
    """By site what the score is reckoned from."""
    plain = chosen[["site", "rule", "pack", "outcome", "result", "category", "level", "gate", "points", "earned"]]
    found: dict[str, list[Verdict]] = {}
    for row in plain.astype(object).where(plain.notna(), None).to_dict("records"):
        found.setdefault(row.pop("site"), []).append(Verdict.model_validate(row))
    return found
