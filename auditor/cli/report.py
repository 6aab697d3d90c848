"""`auditor report`: render a bundle in any format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor import bundle
from auditor.cli import options as o
from auditor.cli.say import console
from auditor.cli.writing import told, write
from auditor.errors import CallError
from auditor.settings import settle
from auditor.telling import STDOUT, Target, by_suffix
from reports import formats
from reports.terminal import summary

__all__ = ["register"]

_NAME = "report"


def report_command(
    folder: o.BundleFolder,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", help=f"One of {', '.join(formats())}; may be repeated.", show_default="as --out ends"),
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            help="File for the format at the same place in the call, or a folder for all of them; `-` is standard output.",
            show_default="-",
        ),
    ] = None,
    lang: o.Lang = None,
    config: o.Config = None,
) -> None:
    """Render a bundle in any format; several --format/--out pairs in one call. No network. Without either: a summary."""
    targets = _targets(format_ or [], out or [])
    story = told(bundle.sound(bundle.read(folder)), settle(config, lang=lang).lang, config)
    if not targets:
        summary(story, console())
    raise typer.Exit(write(story, targets))


def _targets(names: list[str], files: list[Path]) -> list[Target]:
    """
    What is to be written where.

    Raises:
        CallError: A format is unknown, or formats and files do not go together.
    """
    for name in names:
        if name not in formats():
            raise CallError(f"--format {name}: there is no such format; choose from {', '.join(formats())}")
    chosen = [formats()[name] for name in names]
    if not names:
        return [_by_suffix(path) for path in files]
    if len(names) == 1 and not files:
        return [Target(chosen[0], STDOUT)]
    if len(files) == 1 and (files[0].is_dir() or (len(names) > 1 and not files[0].suffix)):
        return [Target(each, files[0] / f"{_NAME}{each.SUFFIX}") for each in chosen]
    if len(files) != len(names):
        raise CallError(
            f"{len(names)} --format and {len(files)} --out do not make pairs; give one --out for each --format, or one folder"
        )
    return [Target(each, path) for each, path in zip(chosen, files, strict=True)]


def _by_suffix(path: Path) -> Target:
    found = by_suffix(path)
    if found is None:
        raise CallError(f"--out {path}: its name tells no format; give --format with one of {', '.join(formats())}")
    return Target(found, path)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report_command)
