"""`auditor gate`: the CI decision alone, on a bundle that exists."""

from __future__ import annotations

import typer

from auditor import bundle
from auditor.audit import story, trouble
from auditor.cli import options as o
from auditor.cli.audit import write_junit
from auditor.cli.say import complain, console, one_object
from auditor.errors import Exit, SiteError
from auditor.gate import decide
from auditor.settings import settle

__all__ = ["register"]


def gate_command(
    folder: o.BundleFolder,
    fail_on: o.FailOnOption = None,
    fail_under: o.FailUnder = None,
    allow_undecided: o.AllowUndecided = None,
    junit: o.Junit = None,
    lang: o.Lang = None,
    config: o.Config = None,
    as_json: o.Json = False,
) -> None:
    """Decide for CI on a bundle: 0 passed, 1 failed, 3 the site was not reached, 4 too little could be decided. No network."""
    settings = settle(config, fail_on=fail_on, fail_under=fail_under, allow_undecided=allow_undecided, junit=junit, lang=lang)
    whole = bundle.sound(bundle.read(folder))
    told = story(whole, settings.lang)
    if settings.junit:
        write_junit(whole, settings.junit, settings.lang)
    why = trouble(whole.evidence)
    if why:
        raise SiteError(f"{whole.evidence.site.start_url}: the site could not be audited. {why}")
    decision = decide(
        told.verdicts,
        fail_on=settings.fail_on or "serious",
        fail_under=settings.fail_under,
        allow_undecided=settings.allow_undecided,
    )
    if as_json:
        one_object({"passed": decision.passed, "exit_code": int(decision.code), "reasons": list(decision.reasons)})
    for reason in decision.reasons if not as_json else ():
        complain(f"gate: {reason}")
    if decision.code == Exit.DONE and not as_json:
        words = told.words
        console().print(f"The gate passed. {words.decided(told.decided, told.undecided)}", markup=False)
        for asked in told.pressing_questions:
            complain(f"gate: open question: {words.question(asked)} {' '.join(words.answering(asked, str(folder)))}")
    raise typer.Exit(decision.code)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gate")(gate_command)
