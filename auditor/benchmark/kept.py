"""What earlier runs left of a site: a bundle that is whole and need not be made again, or one that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from os.path import relpath
from pathlib import Path

from auditor import bundle
from auditor.audit import story, trouble
from auditor.benchmark.listing import Listed
from auditor.bundle import Bundle
from auditor.errors import CallError
from auditor.judging import judge_into, ready
from auditor.settings import Settings
from reports.benchmark import Entry, State
from rules.scoring import scheme
from rules.verdict import Method

__all__ = ["Failure", "entry", "finished", "judged_alike", "outcome", "own_settings"]

Failure = tuple[State, str]


def own_settings(site: Listed, settings: Settings) -> Settings:
    """The settings of one site: what the file answers, declares or sets aside is about one company, and each here is another."""
    country = site.country or settings.country
    return settings.model_copy(update={"answers": dict(site.answers), "country": country, "journey": (), "suppress": ()})


def finished(site: Listed, folder: Path) -> Bundle | None:
    """The bundle of a site that was audited; None where there is none, it is not whole, of another address, or of a failed look."""
    try:
        found = bundle.sound(bundle.read(folder))
    except CallError:
        return None
    same = not site.url or found.evidence.site.start_url == site.url
    return found if same and found.verdicts is not None and not trouble(found.evidence) else None


def judged_alike(whole: Bundle, settings: Settings) -> bool:
    """Judge a bundle of ours again where it was judged by other packs, answers or as of another day; whether it was."""
    by = ready(settings, whole.evidence.site.country)
    method = whole.verdicts.method if whole.verdicts else None
    if method and _told(method) == (scheme().version, {pack.id: pack.version for pack in by}, str(settings.on()), settings.answers):
        return False
    with bundle.revised(whole.folder) as copy:
        judge_into(copy, whole.manifest, whole.evidence, settings)
    return True


def _told(method: Method) -> tuple[str, Mapping[str, str], str, Mapping[str, bool | str]]:
    return method.version, {pack.id: pack.version for pack in method.packs}, method.as_of, method.answers


def entry(site: Listed, folder: Path, out: Path, language: str, failure: Failure | None) -> Entry:
    """
    A site as the tables need it, read from its bundle.

    Args:
        out: The folder of the benchmark's page, from which reports are linked.
        failure: What went wrong with it in this run.
    """
    report = folder / bundle.REPORT
    link = Path(relpath(report, out)).as_posix() if report.is_file() else ""
    told = Entry(name=site.name, url=site.url, country=site.country, sector=site.sector, tags=site.tags)
    try:
        whole = bundle.sound(bundle.read(folder))
    except CallError as error:
        state, why = failure or (("waiting", "") if site.bundle is None else ("error", str(error)))
        return replace(told, state=state, why=why)
    seen = whole.evidence.site
    told = replace(told, report=link, url=told.url or seen.start_url, country=told.country or seen.country or "")
    if why := trouble(whole.evidence):
        return replace(told, state=_kind(whole), why=why)
    if failure:
        return replace(told, state=failure[0], why=failure[1])
    if whole.verdicts is None:
        return replace(told, state="error", why=f"nothing was judged yet; run `auditor judge {folder}`")
    return replace(told, state="audited", story=story(whole, language))


def outcome(folder: Path) -> State:
    """What became of a look that left a bundle."""
    try:
        whole = bundle.read(folder, judged=False)
    except CallError:
        return "error"
    return _kind(whole) if trouble(whole.evidence) else "audited"


def _kind(whole: Bundle) -> State:
    stopped = whole.evidence.coverage.stopped_by
    return stopped if stopped in ("blocked", "unreachable") else "error"
