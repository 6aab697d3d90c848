"""`auditor audit`: look, judge and tell; the main job. `auditor collect`: the look alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from auditor.audit import audit, default_folder, probed_host, start_address, story, trouble
from auditor.baseline import Known
from auditor.bundle import Bundle
from auditor.check import Check
from auditor.cli import options as o
from auditor.cli.gating import asked_for, beside, checked, gated, known_before, tell
from auditor.cli.say import complain, console, one_object, progress
from auditor.cli.writing import write_reports
from auditor.errors import AuditorError, CallError, Exit
from auditor.gate import decide
from auditor.place import clear
from auditor.relook import lighter, settle_twice, with_the_first
from auditor.settings import Settings
from auditor.signals import INTERRUPTED
from auditor.sites import Audited, settled_for, to_audit
from auditor.wacz import CAPTURE
from reports.gated import Gated, headline
from reports.terminal import summary
from reports.words import Words
from spiders.handover import MOST_MESSAGES

__all__ = ["look", "register", "worst"]

_UNTRUSTED = "A staging server needs a certificate of the production name that this machine trusts (docs/security.md, Staging)."
_INSIDE = "If it is a server of yours, name its address: --resolve HOST:ADDRESS (docs/security.md, Staging)."


@o.takes(o.LOOK, o.PROBE, o.KEEP, o.JUDGE, o.ANSWER, o.GATE, o.TELL)
def audit_command(url: o.MaybeUrl = None, as_json: o.Json = False, write_baseline: o.WriteBaseline = None, **given: Any) -> None:
    """Look at a site, judge it by the rule packs, and write a report. The main job. Without URL: the sites of the settings file."""
    sites = to_audit(url, o.settled(**given))
    if write_baseline and len(sites) > 1:
        raise CallError("--write-baseline is for one site: give its address")
    gates = [asked_for(site.settings, write_baseline) for site in sites]
    known = [known_before(gate, write_baseline) if gate else None for gate in gates]  # told before any site is troubled
    done: list[tuple[dict[str, Any], int]] = []
    for site, gate, before in zip(sites, gates, known, strict=True):
        done.append(_audited(site, gate, before, given["config"], write_baseline, as_json=as_json))
        if done[-1][1] == INTERRUPTED:
            break
    code = worst([code for _, code in done])
    if as_json:
        told = [each for each, _ in done]
        one_object(told[0] if len(sites) == 1 else {"exit_code": int(code), "sites": told})
    raise typer.Exit(code)


def _audited(
    site: Audited, gate: Settings | None, before: Known | None, config: Path | None, write_baseline: Path | None, *, as_json: bool
) -> tuple[dict[str, Any], int]:
    """One site audited and told: the object for `--json`, and the exit code."""
    settings, quiet = site.settings, site.settings.quiet or as_json
    whole, code = look(site.address, settings, judged=True, quiet=quiet, name=site.name)
    if whole.verdicts is None:  # the user did not wait for them
        return _told(whole, code, None), code
    words, outcome, written = Words(settings.lang), None, Exit.DONE
    try:
        if gate and code == Exit.DONE:
            outcome = _gate(whole, gate, beside(whole, before, write_baseline, words), quiet=quiet)
    finally:  # a gate that cannot be asked costs no report
        written = write_reports(whole, settings, config, as_json=as_json, decided=outcome)
    code = code or (outcome.exit_code if outcome else Exit.DONE) or written
    if not quiet:
        summary(story(whole, settings.lang), console())
        if outcome:
            console().print(headline(outcome, words), markup=False)
    if outcome and not as_json:
        tell(outcome, words)
    return _told(whole, code, outcome), code


def worst(codes: Sequence[int]) -> int:
    """Of several sites' exit codes the worst: stopped, failed, not reached, too little decided, any other; 0 only where all are."""
    order = (INTERRUPTED, Exit.GATE_FAILED, Exit.SITE_UNREACHABLE, Exit.TOO_LITTLE_DECIDED)
    return min(codes, key=lambda code: (not code, order.index(code) if code in order else len(order)))


@o.takes(o.LOOK, o.PROBE, o.KEEP)
def collect_command(url: o.Url, as_json: o.Json = False, **given: Any) -> None:
    """Look at a site and write the bundle's evidence; judge nothing."""
    address, settings, name = settled_for(start_address(url), o.settled(**given))
    whole, code = look(address, settings, judged=False, quiet=settings.quiet or as_json, name=name)
    if as_json:
        one_object(_told(whole, code, None))
    elif not settings.quiet:
        pages = whole.evidence.coverage.pages_fetched
        console().print(f"{pages} pages looked at. Bundle: {whole.folder}", markup=False)
    raise typer.Exit(code)


def look(url: str, settings: Settings, *, judged: bool, quiet: bool, name: str = "") -> tuple[Bundle, int]:
    """Audit one address with progress shown: the bundle, and the exit code before any gate."""
    address = start_address(url)
    out = settings.out or default_folder(address)
    if not settings.out:  # it is named by the time: no later audit into it would clear what a killed one left
        clear(out.parent.glob(".*.draft"))
    if probed := probed_host(address, settings):
        complain(f"the chat of {probed} will be written to: at most {MOST_MESSAGES} fixed sentences that ask for a person")
    try:
        with progress(address, settings.max_pages, settings.max_seconds, quiet=quiet) as heard:
            whole, interrupted = audit(address, settings, out, heard, judged=judged, name=name)
    except KeyboardInterrupt:
        complain(f"{address}: stopped by the user, before there was anything to keep")
        raise typer.Exit(INTERRUPTED) from None
    why = trouble(whole.evidence)
    if why:
        cure = _UNTRUSTED if settings.resolve and "certificate" in why else _INSIDE if " is not public: " in why else ""
        told = " ".join(filter(None, (why, cure)))
        complain(f"{address}: the site could not be audited. {told} What was tried is in {whole.folder}.")
        return whole, Exit.SITE_UNREACHABLE
    if settings.wacz and not (whole.folder / CAPTURE).exists():
        complain(f"no capture was kept: {whole.manifest.capture or 'nothing was answered'}")
    if interrupted:
        more = f", and `auditor judge {whole.folder}` judges it" if judged and whole.verdicts is None else ""
        complain(f"stopped by the user; what was gathered is in {whole.folder}{more}")
        return whole, INTERRUPTED
    return whole, Exit.DONE


def _gate(whole: Bundle, settings: Settings, known: Known | None, *, quiet: bool) -> Gated:
    """The gate's decision; what would fail it is looked at once more."""
    found = checked(whole, settings, known)
    if settings.relook and decide(found).code == Exit.GATE_FAILED:
        found = settle_twice(found, _again(whole, settings, known, quiet=quiet))
    return gated(whole, settings, known, found)


def _again(whole: Bundle, settings: Settings, known: Known | None, *, quiet: bool) -> tuple[Check, ...]:
    """What came of a second look; nothing where it could not be made, so that what failed stands."""
    if not quiet:
        complain(f"gate: {Words(settings.lang)('gated.relook')}")
    try:
        second, code = look(whole.evidence.site.start_url, lighter(settings, whole.folder), judged=True, quiet=quiet)
        if code == Exit.DONE:
            evidence, verdicts = with_the_first(whole, second, settings)
            return checked(replace(second, evidence=evidence, verdicts=verdicts), settings, known)
        if code == INTERRUPTED:
            raise typer.Exit(INTERRUPTED)  # the user asked for an end, and not for a gate that fails
    except AuditorError as fault:
        complain(str(fault))
    complain(f"gate: {Words(settings.lang)('gated.no_relook')}")
    return ()


def _told(whole: Bundle, code: int, outcome: Gated | None) -> dict[str, Any]:
    verdicts = whole.verdicts
    return {
        "url": whole.evidence.site.final_url,
        "bundle": str(whole.folder),
        "exit_code": int(code),
        "coverage": whole.evidence.coverage.model_dump(exclude={"skipped"}),
        "score": verdicts.score.model_dump() if verdicts else None,
        "failed": [v.rule for v in verdicts.verdicts if v.outcome == "failed"] if verdicts else None,
        "gate": outcome.model_dump(mode="json") if outcome else None,
    }


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("audit")(audit_command)
    app.command("collect")(collect_command)
