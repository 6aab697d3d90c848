"""`auditor audit`: look, judge and tell; the main job. `auditor collect`: the look alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from auditor import bundle
from auditor.audit import audit, default_folder, probed_host, start_address, story, trouble
from auditor.bundle import Bundle
from auditor.cli import options as o
from auditor.cli.say import complain, console, one_object, progress
from auditor.errors import Exit
from auditor.gate import Decision, decide
from auditor.settings import Settings
from reports import formats
from reports.terminal import summary
from spiders.handover import MOST_MESSAGES

__all__ = ["INTERRUPTED", "look", "register", "write_junit"]

INTERRUPTED = 130


@o.takes(o.LOOK, o.PROBE, o.JUDGE, o.ANSWER, o.GATE)
def audit_command(url: o.Url, as_json: o.Json = False, **given: Any) -> None:
    """Look at a site, judge it by the rule packs, and write a report. The main job."""
    settings = o.settled(**given)
    whole, code = look(url, settings, judged=True, quiet=settings.quiet or as_json)
    decision = _gate(whole, settings)
    if settings.junit:
        write_junit(whole, settings.junit, settings.lang)
    if code == Exit.DONE and decision is not None:
        code = decision.code
    if as_json:
        one_object(_told(whole, code, decision))
    elif not settings.quiet:
        summary(story(whole, settings.lang), console())
    for reason in decision.reasons if decision and not as_json else ():
        complain(f"gate: {reason}")
    raise typer.Exit(code)


@o.takes(o.LOOK, o.PROBE)
def collect_command(url: o.Url, as_json: o.Json = False, **given: Any) -> None:
    """Look at a site and write the bundle's evidence; judge nothing."""
    settings = o.settled(**given)
    whole, code = look(url, settings, judged=False, quiet=settings.quiet or as_json)
    if as_json:
        one_object(_told(whole, code, None))
    elif not settings.quiet:
        pages = whole.evidence.coverage.pages_fetched
        console().print(f"{pages} pages looked at. Bundle: {whole.folder}", markup=False)
    raise typer.Exit(code)


def look(url: str, settings: Settings, *, judged: bool, quiet: bool) -> tuple[Bundle, int]:
    """Audit one address with progress shown: the bundle, and the exit code before any gate."""
    address = start_address(url)
    out = settings.out or default_folder(address)
    if probed := probed_host(address, settings):
        complain(f"the chat of {probed} will be written to: at most {MOST_MESSAGES} fixed sentences that ask for a person")
    with progress(address, settings.max_pages, settings.max_seconds, quiet=quiet) as heard:
        whole, interrupted = audit(address, settings, out, heard, judged=judged)
    why = trouble(whole.evidence)
    if why:
        complain(f"{address}: the site could not be audited. {why} What was tried is in {whole.folder}.")
        return whole, Exit.SITE_UNREACHABLE
    if interrupted:
        complain(f"stopped by the user; what was gathered is in {whole.folder}")
        return whole, INTERRUPTED
    return whole, Exit.DONE


def write_junit(whole: Bundle, path: Path, language: str) -> None:
    """The verdicts as JUnit XML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    bundle.replace_file(path, formats()["junit"].render(story(whole, language)))


def _gate(whole: Bundle, settings: Settings) -> Decision | None:
    """The gate's decision, or None where none was asked for."""
    if whole.verdicts is None or (settings.fail_on in (None, "never") and settings.fail_under is None):
        return None
    return decide(
        whole.verdicts,
        fail_on=settings.fail_on or "never",
        fail_under=settings.fail_under,
        allow_undecided=settings.allow_undecided,
    )


def _told(whole: Bundle, code: int, decision: Decision | None) -> dict[str, Any]:
    verdicts = whole.verdicts
    return {
        "url": whole.evidence.site.final_url,
        "bundle": str(whole.folder),
        "exit_code": int(code),
        "coverage": whole.evidence.coverage.model_dump(exclude={"skipped"}),
        "score": verdicts.score.model_dump() if verdicts else None,
        "failed": [v.rule for v in verdicts.verdicts if v.outcome == "failed"] if verdicts else None,
        "gate": {"passed": decision.passed, "reasons": list(decision.reasons)} if decision else None,
    }


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("audit")(audit_command)
    app.command("collect")(collect_command)
