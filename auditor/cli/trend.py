"""`auditor trend`: the looks at one site in the order of time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options as o
from auditor.cli.chosen import format_of, to_file
from auditor.cli.say import complain, console, one_object
from auditor.history import history
from auditor.settings import settle
from reports.trend import trend
from reports.trend.tell import FORMATS, print_trend, record

__all__ = ["register"]


def trend_command(
    places: Annotated[
        list[Path],
        typer.Argument(metavar="BUNDLE_OR_FOLDER...", help="Bundles of one site, or folders that hold them.", show_default=False),
    ],
    format_: Annotated[
        str | None, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.", show_default="a table on the terminal")
    ] = None,
    out: o.OutFile = None,
    lang: o.Lang = None,
    config: o.Config = None,
    as_json: o.Json = False,
) -> None:
    """Score, fixes and clicks of one site, look by look, and what changed between neighbours. No network."""
    name = format_of(format_, out, FORMATS)
    found = history(places, settle(config, lang=lang).lang)
    words, told = found.stories[-1].words, trend(found.stories)
    if as_json:
        one_object(record(told) | {"left_out": list(found.left_out)})
    if name:
        to_file(FORMATS[name](told, found.left_out, words), out)
    elif not as_json:
        print_trend(told, found.left_out, words, console())
    for line in found.left_out if name or as_json else ():
        complain(f"left out: {line}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trend")(trend_command)
