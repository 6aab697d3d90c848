"""`auditor report`: render a bundle in any format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor import bundle
from auditor.audit import story
from auditor.cli import options as o
from auditor.cli.say import console
from auditor.errors import CallError
from auditor.settings import settle
from reports import formats
from reports.terminal import summary

__all__ = ["register"]


def report_command(
    folder: o.BundleFolder,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", help=f"One of {', '.join(formats())}; may be repeated.", show_default="a summary on the terminal"),
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", help="File for the format at the same place in the call; `-` is standard output.", show_default="-"),
    ] = None,
    lang: o.Lang = None,
    config: o.Config = None,
) -> None:
    """Render a bundle in any format; several --format/--out pairs in one call. No network."""
    told = story(bundle.sound(bundle.read(folder)), settle(config, lang=lang).lang)
    names, files = format_ or [], out or []
    for name in names:
        if name not in formats():
            raise CallError(f"--format {name}: there is no such format; choose from {', '.join(formats())}")
    if len(files) > len(names) or (len(names) > 1 and len(files) != len(names)):
        raise CallError(f"{len(names)} --format and {len(files)} --out do not make pairs; give one --out for each --format")
    if not names:
        summary(told, console())
        return
    for name, path in zip(names, files or [Path("-")], strict=True):
        content = formats()[name].render(told)
        if str(path) == "-":
            sys.stdout.buffer.write(content)
        else:
            _write(path, content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        bundle.replace_file(path, content)
    except OSError as error:
        raise CallError(f"{path}: cannot be written ({error.strerror})") from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report_command)
