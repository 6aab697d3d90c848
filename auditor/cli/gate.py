"""`auditor gate`: the CI decision alone, on a bundle that exists."""

from __future__ import annotations

import typer

from auditor import bundle
from auditor.audit import story, trouble
from auditor.cli import options as o
from auditor.cli.gating import beside, checked, gated, known_before, tell
from auditor.cli.say import complain, console, one_object
from auditor.cli.writing import write_reports
from auditor.errors import Exit, SiteError
from auditor.settings import settle
from auditor.sites import settled_for
from reports.gated import Gated, headline
from reports.story import Story

__all__ = ["register"]


def gate_command(
    folder: o.BundleFolder,
    fail_on: o.FailOnOption = None,
    fail_under: o.FailUnder = None,
    allow_undecided: o.AllowUndecided = None,
    baseline: o.Baseline = None,
    write_baseline: o.WriteBaseline = None,
    junit: o.Junit = None,
    report: o.Reports = None,
    lang: o.Lang = None,
    config: o.Config = None,
    as_json: o.Json = False,
) -> None:
    """Decide for CI on a bundle: 0 passed, 1 failed, 3 the site was not reached, 4 too little could be decided. No network."""
    settings = settle(
        config,
        fail_on=fail_on,
        fail_under=fail_under,
        allow_undecided=allow_undecided,
        baseline=baseline,
        junit=junit,
        report=tuple(report or ()),
        lang=lang,
    )
    whole = bundle.sound(bundle.read(folder))
    told, own = story(whole, settings.lang), settled_for(whole.evidence.site.start_url, settings).settings
    outcome, written = None, Exit.DONE
    try:
        if why := trouble(whole.evidence):
            raise SiteError(f"{whole.evidence.site.start_url}: the site could not be audited. {why}")
        known = beside(whole, known_before(own, write_baseline), write_baseline, told.words)
        outcome = gated(whole, own, known, checked(whole, own, known))
    finally:  # a gate that cannot be asked costs no report
        written = write_reports(whole, settings, config, as_json=as_json, decided=outcome)
    if as_json:
        one_object(outcome.model_dump(mode="json"))
    else:
        _tell(outcome, told)
    raise typer.Exit(outcome.exit_code or written)


def _tell(outcome: Gated, story: Story) -> None:
    words = story.words
    tell(outcome, words)
    if outcome.passed:
        console().print(f"{headline(outcome, words)} {words.decided(story.decided, story.undecided)}", markup=False)
        for asked in story.pressing_questions:
            how = " ".join(words.answering(asked, str(story.folder or "BUNDLE")))
            complain(f"gate: {words('gated.question', asked=f'{words.question(asked)} {how}')}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gate")(gate_command)
