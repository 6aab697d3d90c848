"""Sectors: median and quartiles of their sites' values, each with its interval."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reports.benchmark.intervals import of_quantile

__all__ = ["FEWEST", "sectors"]

FEWEST = 5
"""With fewer sites no median is told."""
_QUARTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}


def sectors(table: pd.DataFrame) -> pd.DataFrame:
    """
    The values of a league (`League.table`) by sector, all sites first under the sector "".

    Returns:
        sector, n, least, most; q1, median, q3 and for each `…_low`, `…_high` (Float64). The quartiles are NA with fewer than
        `FEWEST` sites, an interval where there are too few sites for one.
    """
    valued = table[table["value"].notna()]
    groups = [("", valued), *((str(name), group) for name, group in valued.groupby("sector", sort=True) if name != "")]
    rows = [_row(name, sorted(group["value"].astype(float))) for name, group in groups]
    names = [f"{name}{end}" for name in _QUARTILES for end in ("", "_low", "_high")]
    frame = pd.DataFrame(rows, columns=["sector", "n", "least", "most", *names])
    return frame.astype(dict.fromkeys(("least", "most", *names), "Float64"))


def _row(name: str, values: list[float]) -> dict[str, Any]:
    told: dict[str, Any] = {"sector": name, "n": len(values)}
    if values:
        told |= {"least": values[0], "most": values[-1]}
    if len(values) < FEWEST:
        return told
    for label, quantile in _QUARTILES.items():
        low, high = of_quantile(values, quantile) or (None, None)
        told |= {label: float(pd.Series(values).quantile(quantile)), f"{label}_low": low, f"{label}_high": high}
    return told
