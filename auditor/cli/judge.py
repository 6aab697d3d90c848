"""`auditor judge`: apply rule packs to a bundle again, by another pack or at another date."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor import bundle
from auditor.audit import story
from auditor.bundle import Bundle
from auditor.cli import options as o
from auditor.cli.say import console, one_object
from auditor.cli.writing import write_reports
from auditor.judging import judge_into
from auditor.settings import settle
from auditor.sites import settled_for
from reports.terminal import sensitivity as tell_sensitivity
from reports.terminal import summary
from rules.sensitivity import sensitivity

__all__ = ["register"]


def judge_command(
    folder: o.BundleFolder,
    pack: o.Packs = None,
    as_of: o.AsOf = None,
    answer: o.Answers = None,
    lang: o.Lang = None,
    config: o.Config = None,
    report: o.Reports = None,
    quiet: o.Quiet = None,
    weights: Annotated[
        bool, typer.Option("--sensitivity", help="Tell what the score would be if its weights were others (docs/score.md).")
    ] = False,
    as_json: o.Json = False,
) -> None:
    """Apply rule packs to a bundle: again, by another pack, at another date. No network."""
    settings = settle(
        config,
        pack=tuple(pack or ()),
        as_of=as_of.date() if as_of else None,
        answers=o.read_answers(answer),
        quiet=quiet,
        lang=lang,
        report=tuple(report or ()),
    )
    whole = bundle.sound(bundle.read(folder, judged=False))
    settings = settled_for(whole.evidence.site.start_url, settings).settings
    with bundle.revised(folder) as copy:
        verdicts, manifest = judge_into(copy, whole.manifest, whole.evidence, settings)
    whole = Bundle(folder, manifest, whole.evidence, verdicts)
    written = write_reports(whole, settings, config, as_json=as_json)
    redrawn = sensitivity(verdicts) if weights else None
    if as_json:
        more = {} if redrawn is None else {"sensitivity": redrawn.model_dump(mode="json")}
        one_object(verdicts.model_dump(mode="json", by_alias=True) | more)
    elif not settings.quiet:
        told = story(whole, settings.lang)
        summary(told, console())
        if redrawn is not None:
            tell_sensitivity(redrawn, verdicts.score.grade, told.words, console())
    raise typer.Exit(written)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("judge")(judge_command)
