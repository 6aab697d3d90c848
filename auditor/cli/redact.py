"""`auditor redact`: a copy of a bundle without the personal data in it, to be handed on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from auditor import bundle
from auditor.bundle import Bundle
from auditor.cli import options as o
from auditor.cli.say import complain, console, one_object
from auditor.errors import CallError
from auditor.judging import judge_again, tell_into
from auditor.redact import ready, redact
from auditor.verifying import outcomes_that_differ
from reports.catalogue import ENGLISH

__all__ = ["register"]


def redact_command(
    folder: o.BundleFolder,
    out: Annotated[Path, typer.Option("--out", help="Folder for the copy.", show_default=False)],
    as_json: o.Json = False,
) -> None:
    """Copy a bundle, and blur in the copy e-mail addresses and telephone numbers that are not the company's. No network."""
    ready()
    whole = bundle.sound(bundle.read(folder))
    if out.absolute() == folder.absolute():
        raise CallError(f"--out {out}: give another folder; the bundle itself is left as it is")
    with bundle.draft(out) as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        made, differing = _redacted(whole, copy)
    told = made.manifest.chain[-1 if made.verdicts is None else -2].settings
    for line in differing:
        complain(f"{line}: by the redacted evidence")
    if as_json:
        one_object({"bundle": str(out), "redacted": told, "outcomes": list(differing)})
    else:
        counted = ", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in told.items())
        console().print(f"Blurred: {counted}. The copy is in {out}.", markup=False)


def _redacted(whole: Bundle, copy: Path) -> tuple[Bundle, tuple[str, ...]]:
    """The copy redacted and judged again as it was, and which outcomes changed with it."""
    evidence, manifest = redact(copy, whole.manifest, whole.evidence)
    if whole.verdicts is None:
        return Bundle(copy, manifest, evidence, None), ()
    verdicts = judge_again(Bundle(copy, manifest, evidence, whole.verdicts))
    language = next((str(link.settings["lang"]) for link in reversed(manifest.chain) if "lang" in link.settings), ENGLISH)
    manifest = tell_into(copy, manifest, evidence, verdicts, language)
    return Bundle(copy, manifest, evidence, verdicts), outcomes_that_differ(whole.verdicts, verdicts)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("redact")(redact_command)
