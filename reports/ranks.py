"""Ranks as spans: a site stands before another only where their intervals do not overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["spans", "told"]


def spans(low: pd.Series[float], high: pd.Series[float]) -> pd.DataFrame:
    """
    The best and the worst rank that each may have, 1 is the first.

    Args:
        low: Lower ends of the intervals; `high`: the upper, by the same index. NA where there is none.

    Returns:
        The columns `best` and `worst` (Int64) by that index; NA where there is no interval, which takes no rank from others.
    """
    # Every command loads this package, and pandas takes half a second.
    import pandas as pd  # noqa: PLC0415

    known = low.notna() & high.notna()
    lows, highs = low[known].to_numpy(float), high[known].to_numpy(float)
    before = (lows[None, :] > highs[:, None]).sum(axis=1)
    behind = (highs[None, :] < lows[:, None]).sum(axis=1)
    found = pd.DataFrame({"best": 1 + before, "worst": len(lows) - behind}, index=low.index[known], dtype="Int64")
    return found.reindex(low.index)


def told(found: pd.DataFrame) -> pd.Series[str]:
    """The spans as text: "2", or "1–3"; "" where there is no rank."""
    import pandas as pd  # noqa: PLC0415

    texts = [
        "" if pd.isna(best) else str(best) if best == worst else f"{best}–{worst}"
        for best, worst in zip(found["best"], found["worst"], strict=True)
    ]
    return pd.Series(texts, index=found.index, dtype=object)
