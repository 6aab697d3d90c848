"""A workbook for those who count on: a sheet a table; no cell is a formula or a link, whatever a site puts into it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.story import Story
from reports.tables import tables
from reports.text import cell, clean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NAME", "SUFFIX", "render", "workbook"]

NAME = "xlsx"
SUFFIX = ".xlsx"
MAX_ROWS = 1_048_576
"""What a sheet holds, the line of names included; a cell holds 32,767 characters, and `reports.text` leaves fewer."""

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
_WIDTHS = {"title": 40, "observed": 60, "message": 60, "advice": 60, "why": 40, "reason": 50, "value": 60, "detail": 40}
_WIDTH = 18
_PHONE = re.compile(r"'(\+\d[\d ()./-]*)")
"""A phone number, which keeps its plus sign: in a cell that holds a string it is never reckoned."""


def render(story: Story) -> bytes:
    """The story's tables as a workbook; made when the site was looked at, so that the bytes stay the same."""
    return workbook(tables(story), story.host, story.manifest.started)


def workbook(sheets: Mapping[str, pd.DataFrame], title: str, created: str, most: int = MAX_ROWS) -> bytes:
    """
    Tables as an Office Open XML workbook, a sheet each.

    Args:
        sheets: By names of at most 31 characters; a value is a str, a number, None or NaN.
        created: An ISO time; with the wall clock no two workbooks would be the same.
        most: Rows of a sheet.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": clean(title, 200), "created": _moment(created)})
        head = book.add_format({"bold": True, "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, frame in sheets.items():
            _fill(book.add_worksheet(name), frame, head, body, most)
    return file.getvalue()


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _LONG_AGO


def _fill(sheet: Worksheet, frame: pd.DataFrame, head: Format, body: Format, most: int) -> None:
    """One sheet; where the rows are too many for it, the last says how many are left out."""
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(frame.columns):
        sheet.write_string(0, number, name, head)
        sheet.set_column(number, number, _WIDTHS.get(name, _WIDTH), body)
    kept = frame if len(frame) < most else frame.head(most - 2)
    for row, values in enumerate(kept.itertuples(index=False), 1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value)
    if left := len(frame) - len(kept):
        sheet.write_string(len(kept) + 1, 0, f"+ {left}")
    sheet.autofilter(0, 0, max(len(kept), 1), len(frame.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: object) -> None:
    if value in (None, "") or value != value:  # noqa: PLR0124 - what pandas has no value for is not itself
        return
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    else:
        text = cell(value)
        sheet.write_string(row, column, _PHONE.sub(r"\1", text) if _PHONE.fullmatch(text) else text)
