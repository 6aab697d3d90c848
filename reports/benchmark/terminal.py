"""The league in the terminal, as far as it fits, and what has to be known before it is read."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.benchmark.html import records
from reports.benchmark.whole import Benchmark
from reports.numbers import decimal
from reports.text import clean
from reports.words import Words

__all__ = ["print_league"]

_MOST = 20


def print_league(b: Benchmark, words: Words, console: Console) -> None:
    """Print the first sites of the league with their spans of ranks, and what they rest on."""
    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    shown.add_column(words("benchmark.column.rank"), justify="right", no_wrap=True)
    shown.add_column(words("benchmark.column.site"), overflow="fold")
    shown.add_column(words("benchmark.column.value"), justify="right", no_wrap=True)
    shown.add_column(words("benchmark.column.met"), justify="right")
    rows = records(b.league.table)
    for row in rows[:_MOST]:
        bounds = [row[name] for name in ("value", "low", "high")]
        numbers = [words("benchmark.column.none") if each is None else decimal(each, words.language, 0) for each in bounds]
        value = numbers[0] if numbers[1] == numbers[2] else f"{numbers[0]} ({numbers[1]}–{numbers[2]})"
        met = words("benchmark.met", met=row["met"], of=len(b.league.decided))
        shown.add_row(*(Text(text) for text in (row["rank"] or "–", row["name"], value, met)))
    if rows:
        console.print(shown, width=min(console.width, 100))
    if len(rows) > _MOST:
        console.print(Text(words("benchmark.more", n=len(rows) - _MOST)))
    for caution in b.cautions(words):
        console.print(Text(clean(caution), style="dim"), width=min(console.width, 100))
