"""`auditor diff`: what changed between two looks at one site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options as o
from auditor.cli.chosen import format_of, to_file
from auditor.cli.say import console, one_object
from auditor.errors import CallError
from auditor.history import told
from auditor.settings import settle
from reports.changes import changes, one_site
from reports.changes.tell import FORMATS, print_changes, record

__all__ = ["register"]


def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The bundle of the earlier look.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The bundle of the later look.", show_default=False)],
    format_: Annotated[
        str | None, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.", show_default="lines on the terminal")
    ] = None,
    out: o.OutFile = None,
    across_hosts: Annotated[
        bool, typer.Option("--across-hosts", help="Compare two hosts of one site, as staging and production.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing where nothing changed, as a cron job needs it.")] = False,
    lang: o.Lang = None,
    config: o.Config = None,
    as_json: o.Json = False,
) -> None:
    """What changed between two bundles of one site, worst first; what only one of them saw is no change. No network."""
    name = format_of(format_, out, FORMATS)
    language = settle(config, lang=lang).lang
    before, after = told(old, language), told(new, language)
    if not (across_hosts or one_site(before, after)):
        raise CallError(
            f"{old} is of {before.host}, {new} is of {after.host}: two sites. `auditor compare` puts sites side by side; "
            "--across-hosts compares two hosts of one site"
        )
    found = changes(before, after)
    if quiet and found.quiet:
        return
    if as_json:
        one_object(record(found))
    if name:
        to_file(FORMATS[name](found, after.words), out)
    elif not as_json:
        print_changes(found, after.words, console())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(diff_command)
