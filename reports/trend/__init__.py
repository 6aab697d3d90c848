"""The looks at one site in the order of time, for `auditor trend`."""

from __future__ import annotations

from reports.trend.points import Point, Trend, trend

__all__ = ["Point", "Trend", "trend"]
