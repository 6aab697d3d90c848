"""The comparison as HTML, CSV, and a table in the terminal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.compare.side import cautions, shared_rules, table, words_of
from reports.story import Story
from reports.templating import environment, style_sheet
from reports.text import cell, clean

__all__ = ["print_table", "render_csv", "render_html"]

_CHANNELS = ("phone", "email", "form", "chat", "contact_page")


def render_csv(stories: Sequence[Story]) -> bytes:
    """The table as UTF-8 CSV; no cell is a formula."""
    frame = table(stories).astype(object)
    frame = frame.map(lambda value: "" if pd.isna(value) else cell(value))
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def render_html(stories: Sequence[Story]) -> bytes:
    """The comparison as one self-contained page."""
    words = words_of(stories)
    frame = table(stories).astype(object)
    rows = [{str(name): None if pd.isna(value) else value for name, value in row.items()} for row in frame.to_dict("records")]
    page = environment(words.language).get_template("compare.html.j2")
    text = page.render(
        words=words,
        css=style_sheet(),
        rows=rows,
        clicks={f"{kind}_clicks": words(f"compare.column.{kind}") for kind in _CHANNELS},
        hosts=[story.name for story in stories],
        shared=shared_rules(stories),
        cautions=cautions(stories),
        as_of=sorted({story.verdicts.method.as_of for story in stories}),
    )
    return text.encode("utf-8")


def print_table(stories: Sequence[Story], console: Console) -> None:
    """Print the table and what has to be known before it is read; a dash stands for no click path found."""
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    words = words_of(stories)
    shown.add_column(words("compare.column.site"), overflow="fold", min_width=8)
    for name in ("rank", "score", "", "met", *_CHANNELS):
        shown.add_column(words(f"compare.column.{name}") if name else "", justify="right", no_wrap=True)
    for row in table(stories).astype(object).to_dict("records"):
        shown.add_row(*(Text(text) for text in _cells(row, words("compare.column.none"))))
    console.print(shown, width=min(console.width, 120))
    for caution in cautions(stories):
        console.print(Text(clean(caution), style="dim"), width=min(console.width, 100))


def _cells(row: Mapping[Hashable, Any], none: str) -> list[str]:
    score = (
        f"{row['score']:.0f} ({row['low']:.0f}–{row['high']:.0f})"
        if not pd.isna(row["low"]) and not pd.isna(row["high"])
        else _plain(row["score"], none)
    )
    clicks = [_plain(row[f"{kind}_clicks"], "–") for kind in _CHANNELS]
    met = "–" if pd.isna(row["shared_of"]) else f"{row['shared_met']}/{row['shared_of']}"
    return [str(row["site"]), str(row["rank"]), score, str(row["grade"]), met, *clicks]


def _plain(value: Any, absent: str) -> str:
    return absent if pd.isna(value) else f"{value:.0f}"
