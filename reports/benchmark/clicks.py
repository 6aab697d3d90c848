"""Clicks to each kind of channel, beside what people counted on 100 US shops (sykes.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from reports.benchmark.frames import WAYS
from reports.benchmark.intervals import of_mean, of_share
from rules.model import Strict, read

__all__ = ["clicks", "sykes"]


class _Counted(Strict):
    clicks: float
    share: float


class _Sykes(Strict):
    source: str
    url: str
    sites: int
    channels: dict[str, _Counted]


@cache
def sykes() -> _Sykes:
    """The clicks that people counted, with their source."""
    path = Path(__file__).with_name("sykes.yaml")
    return read(_Sykes, path.read_text("utf-8"), path.name)


def clicks(channels: pd.DataFrame) -> pd.DataFrame:
    """
    One row a kind of channel, in the order of `WAYS`.

    Returns:
        kind; sites (that were looked at), path (sites with a click path), unlinked, none; share, share_low, share_high (of sites
        with the channel, 0 to 1); mean, mean_low, mean_high, median, most (clicks); sykes, sykes_share, NA where nobody counted.
    """
    frame = pd.DataFrame([_row(kind, channels[channels["kind"] == kind]) for kind in WAYS])
    whole = ("sites", "path", "unlinked", "none")
    return frame.astype({name: "Int64" if name in whole else "Float64" for name in frame.columns if name != "kind"})


def _row(kind: str, rows: pd.DataFrame) -> dict[str, Any]:
    seen = rows[rows["state"] != "unknown"]
    paths = [float(n) for n in seen.loc[seen["state"] == "found", "clicks"]]
    unlinked = int((seen["state"] == "unlinked").sum())
    offered = len(paths) + unlinked
    low, high = of_share(offered, len(seen)) or (None, None)
    mean_low, mean_high = of_mean(paths) or (None, None)
    counted = sykes().channels.get(kind)
    return {
        "kind": kind,
        "sites": len(seen),
        "path": len(paths),
        "unlinked": unlinked,
        "none": len(seen) - offered,
        "share": offered / len(seen) if len(seen) else None,
        "share_low": low,
        "share_high": high,
        "mean": sum(sorted(paths)) / len(paths) if paths else None,
        "mean_low": mean_low,
        "mean_high": mean_high,
        "median": float(pd.Series(paths).median()) if paths else None,
        "most": max(paths, default=None),
        "sykes": counted.clicks if counted else None,
        "sykes_share": counted.share if counted else None,
    }
