"""The benchmark as one object for programs."""

from __future__ import annotations

from typing import Any

from reports.benchmark.html import records
from reports.benchmark.whole import Benchmark

__all__ = ["as_object"]


def as_object(b: Benchmark) -> dict[str, Any]:
    """Numbers, texts, lists and None alone; the tables have the columns of the CSV and the workbook."""
    states = b.frames.sites["state"].value_counts()
    return {
        "states": {str(state): int(states[state]) for state in sorted(states.index)},
        "league": {"basis": b.league.basis, "asked_of_all": b.league.asked, "decided_for_all": list(b.league.decided["rule"])},
        "sites": records(b.results),
        "sectors": records(b.sectors),
        "sector_leagues": {name: records(own.table) for name, own in b.leagues.items()},
        "clicks": records(b.clicks),
        "expectations": records(b.expectations),
        "changes": None if b.changes is None else records(b.changes.table),
        "complaints": None
        if b.correlation is None
        else {name: getattr(b.correlation, name) for name in ("rho", "low", "high", "n", "missing", "reading")},
    }
