"""The benchmark as CSV, as a workbook and as Parquet; no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from reports.benchmark.whole import Benchmark
from reports.text import cell
from reports.xlsx import workbook

__all__ = ["csv", "parquet", "sheets", "xlsx"]


def csv(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV; what is absent is empty."""
    return _plain(frame, safe=cell).to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def parquet(frame: pd.DataFrame) -> bytes:
    """
    A table as Parquet, numbers as numbers.

    Raises:
        ImportError: pyarrow is not installed.
    """
    file = io.BytesIO()
    texts = {name: "string" for name in frame.columns if frame[name].dtype == object}
    frame.astype(texts).to_parquet(file, engine="pyarrow", index=False)
    return file.getvalue()


def xlsx(b: Benchmark) -> bytes:
    """All tables as one workbook."""
    looked = [str(day) for day in b.frames.sites["looked"].dropna()]
    return workbook({name: _plain(frame) for name, frame in sheets(b).items()}, "benchmark", max(looked, default=""))


def sheets(b: Benchmark) -> Mapping[str, pd.DataFrame]:
    """The tables by name, in order."""
    found = {
        "Sites": b.results,
        "League": b.league.table,
        **_sector_leagues(b),
        "Categories": b.league.categories,
        "Sectors": b.sectors,
        "Channels": b.frames.channels,
        "Clicks": b.clicks,
        "Expectations": b.expectations,
        "Outcomes": b.frames.outcomes,
    }
    if b.changes:
        found["Changes"] = b.changes.table
    if b.correlation:
        found["Complaints"] = b.correlation.table
    return found


def _sector_leagues(b: Benchmark) -> Mapping[str, pd.DataFrame]:
    tables = [own.table.assign(basis=own.basis, decided_for_all=len(own.decided)) for own in b.leagues.values()]
    return {"Sector leagues": pd.concat(tables, ignore_index=True)} if tables else {}


def _plain(frame: pd.DataFrame, safe: Callable[[object], str] = str) -> pd.DataFrame:
    """Values that are str, made safe, numbers, or None."""
    plain = ([_value(value) for value in row] for row in frame.itertuples(index=False, name=None))
    rows = [[safe(value) if isinstance(value, str) else value for value in row] for row in plain]
    return pd.DataFrame(rows, columns=frame.columns, dtype=object)


def _value(value: Any) -> object:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return None
    return ("yes" if value else "no") if isinstance(value, bool) else value
