"""The trend as CSV, JSON, HTML, and as a table with a line of bars in the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.changes.outcomes import span
from reports.meets import KINDS
from reports.templating import environment, moment, style_sheet
from reports.text import cell, clean
from reports.trend import chart
from reports.trend.points import Point, Trend
from reports.words import Words

__all__ = ["FORMATS", "print_trend", "record"]

_WIDTH = 120
_WIDE = 110
_LEFT_OUT = frozenset({3, 4})
"""The columns that a narrow terminal has no room for: grade and decided."""
_WHOLE = frozenset({0, 1, 2})
_CLICKED = KINDS[:4]
_COLUMNS = (
    "site", "started", "as_of", "score", "low", "high", "grade", "decided", "of", "fixes", "pages", "offers",
    *(f"{kind}_clicks" for kind in _CLICKED), "breaks", "worse", "otherwise", "better", "changes",
)  # fmt: skip


def record(found: Trend) -> dict[str, Any]:
    """The record as programs read it."""
    return found.model_dump(mode="json", by_alias=True)


def render_json(found: Trend, left_out: Sequence[str], words: Words) -> bytes:
    """The record (schema `auditor/trend/1`) as indented JSON in ASCII."""
    del words
    return (json.dumps(record(found) | {"left_out": list(left_out)}, indent=1) + "\n").encode("ascii")


def render_csv(found: Trend, left_out: Sequence[str], words: Words) -> bytes:
    """One row a look, UTF-8; no cell is a formula."""
    del left_out, words
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _COLUMNS)
    writer.writeheader()
    for point in found.points:
        writer.writerow({name: cell(value) for name, value in _row(found, point).items()})
    return text.getvalue().encode("utf-8")


def _row(found: Trend, point: Point) -> dict[str, object]:
    look = point.look
    row: dict[str, object | None] = {name: getattr(look, name) for name in _COLUMNS if name in type(look).model_fields}
    row |= {f"{kind}_clicks": point.clicks.get(kind) for kind in _CLICKED}
    row |= {
        "site": found.host,
        "as_of": point.as_of,
        "offers": " ".join(point.offers),
        "breaks": " ".join(point.breaks),
        "worse": point.changed.get("bad", 0),
        "otherwise": point.changed.get("warn", 0),
        "better": point.changed.get("good", 0),
        "changes": " ".join(point.worst),
    }
    return {name: "" if value is None else value for name, value in row.items()}


def render_html(found: Trend, left_out: Sequence[str], words: Words) -> bytes:
    """One self-contained page with a drawing and the table of what it shows."""
    marks = chart.marks(found.points)
    page = environment(words.language).get_template("trend.html.j2")
    text = page.render(
        words=words,
        css=style_sheet(),
        found=found,
        chart=chart,
        levels=chart.levels(),
        marks=marks,
        runs=chart.runs(marks),
        head=_head(words),
        rows=[tuple(_cells(number, point, words)) for number, point in enumerate(found.points, 1)],
        told=[(number, point) for number, point in enumerate(found.points, 1) if point.worst],
        broken=[(number, words.listed(_breaks(point, words))) for number, point in enumerate(found.points, 1) if point.breaks],
        left_out=left_out,
    )
    return text.encode("utf-8")


FORMATS: Mapping[str, Callable[[Trend, Sequence[str], Words], bytes]] = MappingProxyType(
    {"csv": render_csv, "html": render_html, "json": render_json}
)
"""What `--format` takes."""


def _breaks(point: Point, words: Words) -> list[str]:
    return [words.label("trend_break", each) for each in point.breaks]


def _head(words: Words) -> tuple[str, ...]:
    titles = (words(f"trend.head.{name}") for name in ("number", "started", "score", "grade", "decided", "fixes"))
    return (*titles, *(words.label("trend_clicks", kind) for kind in _CLICKED), words("trend.head.changed"))


def _cells(number: int, point: Point, words: Words) -> Iterator[str]:
    look = point.look
    yield from (str(number), moment(look.started).removesuffix(" UTC"), span(look, words), look.grade or "–")
    yield from (f"{look.decided}/{look.of}", str(look.fixes))
    for kind in _CLICKED:
        clicks = point.clicks.get(kind)
        yield str(clicks) if clicks is not None else words("trend.no_path") if kind in point.offers else "–"
    told = [words(f"trend.changed.{tone}", n=n) for tone, n in point.changed.items()]
    yield ", ".join([*_breaks(point, words), *told]) or ("–" if number == 1 else words("trend.nothing"))


def print_trend(found: Trend, left_out: Sequence[str], words: Words, console: Console) -> None:
    """Print the table; nothing in it from the site can steer the terminal."""
    width = min(console.width, _WIDTH)
    console.print(Text(clean(words("trend.name", host=found.host)), style="bold"), width=width)
    bars = chart.spark(found.points, ascii_only=console.options.ascii_only)
    console.print(Text(words("trend.spark", bars="").rstrip() + f" {bars}"), width=width)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    shown = [n for n in range(len(_head(words))) if width >= _WIDE or n not in _LEFT_OUT]
    for n in shown:
        table.add_column(_head(words)[n], no_wrap=n in _WHOLE)
    for number, point in enumerate(found.points, 1):
        cells = tuple(_cells(number, point, words))
        table.add_row(*(Text(clean(cells[n])) for n in shown))
    console.print(table, width=width)
    console.print(Text(words("trend.clicks"), style="dim"), width=width)
    for number, point in enumerate(found.points, 1):
        for text in point.worst:
            console.print(Text(clean(f"{number}: {text}"), style="dim"), width=width)
    for line in left_out:
        console.print(Text(clean(words("trend.left_out", why=line)), style="yellow"), width=width)
