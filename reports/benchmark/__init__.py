"""
Many sites beside each other, for `auditor benchmark`: league, sectors, channels, clicks, shares, best practice, changes.

Tables are pandas frames, made once (`benchmark`) for all formats. docs/benchmark.md holds the method.
"""

from __future__ import annotations

from reports.benchmark.changes import Before
from reports.benchmark.entry import Entry, State
from reports.benchmark.html import render
from reports.benchmark.json import as_object
from reports.benchmark.tables import csv, parquet, xlsx
from reports.benchmark.terminal import print_league
from reports.benchmark.whole import Benchmark, benchmark

__all__ = [
    "Before",
    "Benchmark",
    "Entry",
    "State",
    "as_object",
    "benchmark",
    "csv",
    "parquet",
    "print_league",
    "render",
    "xlsx",
]
