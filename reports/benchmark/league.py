"""The league table: ranks as spans, among sites that were judged alike; over the expectations that all have in common where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from reports.benchmark.common import asked_of_all, decided_for_all, scores
from reports.ranks import spans, told

__all__ = ["FEW", "Basis", "League", "by_category", "league", "of_sectors"]

FEW = 5
"""Fewer expectations than this are too few to set sites beside each other."""

Basis = Literal["score", "common", "none"]


@dataclass(frozen=True)
class League:
    """
    Some sites beside each other.

    Attributes:
        table: A row a site with a score, highest value first: name, sector, rank ("2", "1–3", or ""), best, worst; value, low and
            high (what the rank rests on); score, score_low, score_high, grade; met (of the expectations decided for all), met_value
            (the score on these); packs, report.
        categories: A row a site and a category: site, category, value, low, high, best, worst, rank.
        basis: What ranks rest on: the "score" where all were judged alike; else the score on what is asked of all ("common");
            "none" where the versions of the method differ or too little is common.
        asked: How many expectations are asked of all; `decided`: those decided for all (rule, test, title).
    """

    table: pd.DataFrame
    categories: pd.DataFrame
    basis: Basis
    asked: int
    decided: pd.DataFrame

    @property
    def overlap(self) -> bool:
        """Whether a rank is a span."""
        return bool((self.table["best"] != self.table["worst"]).fillna(False).any())


def league(sites: pd.DataFrame, outcomes: pd.DataFrame, categories: pd.DataFrame) -> League:
    """The league of the sites that have a score."""
    scored = sites[sites["score"].notna()]
    names = list(scored["name"])
    asked, decided = asked_of_all(outcomes, names), decided_for_all(outcomes, names)
    basis: Basis = (
        "score"
        if _one(scored, "method", "packs", "as_of")
        else "common"
        if _one(scored, "method") and len(asked) >= FEW
        else "none"
    )
    common, parts = scores(outcomes, asked)
    met, _ = scores(outcomes, decided)
    table = pd.DataFrame(
        {
            **{name: scored[name] for name in ("name", "sector", "score", "grade", "packs", "report")},
            "score_low": scored["low"],
            "score_high": scored["high"],
        }
    ).set_index("name", drop=False)
    own = table[["score", "score_low", "score_high"]].set_axis(["value", "low", "high"], axis=1)
    table[["value", "low", "high"]] = own if basis != "common" else common[["value", "low", "high"]].reindex(table.index)
    table["met"] = met["met"].reindex(table.index).fillna(0).astype("Int64")
    table["met_value"] = met["value"].reindex(table.index)
    ranked = table.join(_ranked(table, ranked=basis != "none")).reset_index(drop=True)
    ordered = ranked.sort_values(["value", "name"], ascending=[False, True], na_position="last", kind="stable", ignore_index=True)
    shown = parts if basis == "common" else categories[categories["site"].isin(names)]
    return League(ordered, by_category(shown, ranked=basis != "none"), basis, len(asked), decided)


def _one(sites: pd.DataFrame, *names: str) -> bool:
    return len(sites[list(names)].drop_duplicates()) <= 1


def _ranked(table: pd.DataFrame, *, ranked: bool) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=table.index, dtype="Float64")
    found = spans(table["low"], table["high"]) if ranked else spans(nothing, nothing)
    return found.assign(rank=told(found))


def by_category(categories: pd.DataFrame, *, ranked: bool) -> pd.DataFrame:
    """The sites' values by category with the ranks that they may have there; none where they are not comparable."""
    groups = [group.join(_ranked(group, ranked=ranked)) for _, group in categories.groupby("category", sort=False)]
    if not groups:
        return categories.join(_ranked(categories, ranked=False))
    return pd.concat(groups).sort_values(["site", "category"], kind="stable", ignore_index=True)


def of_sectors(sites: pd.DataFrame, outcomes: pd.DataFrame, categories: pd.DataFrame) -> dict[str, League]:
    """The league of each sector with at least two sites that have a score."""
    scored = sites[sites["score"].notna() & (sites["sector"] != "")]
    named = {str(name): group for name, group in scored.groupby("sector", sort=True) if len(group) > 1}
    return {
        name: league(group, outcomes[outcomes["site"].isin(group["name"])], categories[categories["site"].isin(group["name"])])
        for name, group in named.items()
    }
