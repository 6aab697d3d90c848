"""`auditor stamp`: have an authority sign that a bundle's seal was there by now."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor import bundle
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.stamp import ready, stamp

__all__ = ["register"]


def stamp_command(
    folder: o.BundleFolder,
    server: Annotated[str, typer.Option("--server", metavar="URL", help="The time-stamp server (RFC 3161).")],
    timestamp_ca: o.TimestampCa = None,
    as_json: o.Json = False,
) -> None:
    """Send the hash of a bundle's seal, and nothing else, to a time-stamp server; keep its answer in the bundle."""
    ready(server, timestamp_ca)
    whole = bundle.sound(bundle.read(folder))
    made = stamp(folder, whole.manifest, server, timestamp_ca)
    if as_json:
        one_object({"bundle": str(folder), "seal": whole.manifest.seal, "at": made.at, "signer": made.signer})
    else:
        console().print(f"{whole.manifest.seal} was stamped at {made.at} by {made.signer}.", markup=False, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stamp")(stamp_command)
