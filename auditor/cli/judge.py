"""`auditor judge`: apply rule packs to a bundle again, by another pack or at another date."""

from __future__ import annotations

import typer

from auditor import bundle
from auditor.audit import judge, story
from auditor.bundle import Bundle
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.settings import settle
from reports import formats
from reports.terminal import summary

__all__ = ["register"]


def judge_command(
    folder: o.BundleFolder,
    pack: o.Packs = None,
    as_of: o.AsOf = None,
    answer: o.Answers = None,
    config: o.Config = None,
    quiet: o.Quiet = None,
    as_json: o.Json = False,
) -> None:
    """Apply rule packs to a bundle: again, by another pack, at another date. No network."""
    settings = settle(
        config,
        pack=tuple(pack or ()),
        as_of=as_of.date() if as_of else None,
        answers=o.read_answers(answer),
        quiet=quiet,
    )
    whole = bundle.sound(bundle.read(folder))
    verdicts = judge(whole.evidence, settings.pack, settings.on(), settings.answers)
    bundle.replace_file(folder / bundle.VERDICTS, bundle.dump(verdicts))
    manifest = bundle.seal(folder, whole.manifest)
    told = story(Bundle(folder, manifest, whole.evidence, verdicts))
    bundle.replace_file(folder / bundle.REPORT, formats()["html"].render(told))
    bundle.seal(folder, manifest)
    if as_json:
        one_object(verdicts.model_dump(mode="json", by_alias=True))
    elif not settings.quiet:
        summary(told, console())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("judge")(judge_command)
