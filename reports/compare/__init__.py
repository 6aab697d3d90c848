"""
Several sites side by side, for `auditor compare`.

A site stands before another only where their score intervals do not overlap; where they do, both have the same span of ranks.
Where the sites were not judged alike (another method, packs or date) there are no ranks at all.
"""

from __future__ import annotations

from reports.compare.render import print_table, render_csv, render_html
from reports.compare.side import SharedRule, cautions, shared_rules, table

__all__ = ["SharedRule", "cautions", "print_table", "render_csv", "render_html", "shared_rules", "table"]
