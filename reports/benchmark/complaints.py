"""Whether the score means anything: its rank correlation with complaints per customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from reports.benchmark.intervals import of_correlation

__all__ = ["ENOUGH", "Correlation", "correlation"]

ENOUGH = 10
"""With fewer sites a correlation says nothing."""

Reading = Literal["few", "constant", "open", "hoped", "contrary"]


@dataclass(frozen=True)
class Correlation:
    """
    Spearman's rank correlation of the score with complaints per customer.

    Attributes:
        rho: -1 to 1; None where there is none, as where either never varies.
        low: The lower end of its interval, `high` the upper; None where there is none.
        n: Sites with a score, complaints and customers; `missing`: names of the complaints' list that are no site with a score.
        reading: "few" sites, a number that is "constant", an interval that holds 0 ("open"), fewer complaints where the score is
            higher ("hoped"), or more ("contrary").
        table: The sites: name, score, complaints, customers, rate, report.
    """

    rho: float | None
    low: float | None
    high: float | None
    n: int
    missing: tuple[str, ...]
    reading: Reading
    table: pd.DataFrame


def correlation(table: pd.DataFrame, complaints: pd.DataFrame) -> Correlation:
    """
    Correlate the values of a league with complaints.

    Args:
        complaints: site, complaints, customers (more than 0).
    """
    scored = table.loc[table["value"].notna(), ["name", "value", "report"]].rename(columns={"value": "score"})
    found = complaints.merge(scored, left_on="site", right_on="name").sort_values("name", ignore_index=True)
    found["rate"] = found["complaints"].astype(float) / found["customers"].astype(float)
    shown = found[["name", "score", "complaints", "customers", "rate", "report"]]
    missing = tuple(sorted(set(complaints["site"]) - set(shown["name"])))
    n = len(shown)
    scores, rates = shown["score"].astype(float).rank(), shown["rate"].rank()
    if n < 3 or scores.nunique() < 2 or rates.nunique() < 2:
        return Correlation(None, None, None, n, missing, "few" if n < ENOUGH else "constant", shown)
    rho = float(scores.corr(rates))
    low, high = of_correlation(rho, n) or (None, None)
    return Correlation(rho, low, high, n, missing, _reading(n, low, high, rho), shown)


def _reading(n: int, low: float | None, high: float | None, rho: float) -> Reading:
    if n < ENOUGH:
        return "few"
    if low is not None and high is not None and low <= 0 <= high:
        return "open"
    return "hoped" if rho < 0 else "contrary"
