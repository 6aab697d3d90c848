"""One row a verdict, for spreadsheets; no cell is a formula."""

from __future__ import annotations

from reports.story import Story
from reports.tables import expectations
from reports.text import cell

NAME = "csv"
SUFFIX = ".csv"


def render(story: Story) -> bytes:
    """UTF-8 with a line of names, rows ended as RFC 4180 has it; the first source and the first page stand for all."""
    return expectations(story).map(cell).to_csv(index=False, lineterminator="\r\n").encode("utf-8")
