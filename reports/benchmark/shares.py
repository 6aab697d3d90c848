"""Shares: what part of the sites does not meet an expectation, or has a way to be reached, with Wilson's interval."""

from __future__ import annotations

import pandas as pd

from reports.benchmark.intervals import of_share

__all__ = ["expectations", "with_share"]

_WORST_FIRST = ("failed", "cantTell", "untested", "passed", "inapplicable")


def with_share(frame: pd.DataFrame, hits: str, of: str) -> pd.DataFrame:
    """The frame with the columns share, share_low, share_high (0 to 1) of one column of counts in another."""
    pairs = list(zip(frame[hits], frame[of], strict=True))
    intervals = [of_share(int(a), int(n)) or (None, None) for a, n in pairs]
    return frame.assign(
        share=pd.array([a / n if n else None for a, n in pairs], dtype="Float64"),
        share_low=pd.array([low for low, _ in intervals], dtype="Float64"),
        share_high=pd.array([high for _, high in intervals], dtype="Float64"),
    )


def expectations(outcomes: pd.DataFrame) -> pd.DataFrame:
    """
    The rules by the share of sites that do not meet them, the one first of which it is surest that it is large (`share_low`).

    A rule's verdicts under several packs are one; the worst counts. Columns: rule, title, category, level, failed, decided,
    undecided, inapplicable, share, share_low, share_high. Rules decided nowhere are left out.
    """
    order = outcomes.assign(weight=outcomes["outcome"].map(_WORST_FIRST.index)).sort_values(
        ["weight", "site", "pack"], kind="stable"
    )
    once = order.drop_duplicates(["site", "rule"])
    counts = pd.crosstab(once["rule"], once["outcome"]).reindex(columns=list(_WORST_FIRST), fill_value=0)
    named = once.sort_values(["rule", "site"], kind="stable").groupby("rule")[["title", "category", "level"]].first()
    frame = named.join(
        pd.DataFrame(
            {
                "failed": counts["failed"],
                "decided": counts["failed"] + counts["passed"],
                "undecided": counts["cantTell"] + counts["untested"],
                "inapplicable": counts["inapplicable"],
            }
        )
    )
    found = with_share(frame[frame["decided"] > 0].reset_index(), "failed", "decided")
    return found.sort_values(["share_low", "rule"], ascending=[False, True], kind="stable", ignore_index=True)
