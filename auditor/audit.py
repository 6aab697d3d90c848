"""The main job: look, judge, tell; each step on a bundle, so that each can be done again alone."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor import bundle, stamp
from auditor.bundle import Bundle
from auditor.errors import CallError, PartMissingError
from auditor.judging import judge_into, ready
from auditor.settings import Settings
from auditor.signals import deferred, let_in
from reports.catalogue import ENGLISH
from reports.story import Story
from rules.verdict import Verdicts
from spiders.browser import ocr
from spiders.evidence import Evidence
from spiders.handover import PROBE_SECONDS
from spiders.job import Job
from spiders.journeys.declared import Declared
from spiders.manifest import Manifest
from spiders.net import capture
from spiders.net.access import BASIC_AUTH
from spiders.urls import join, names_host, same_site

if TYPE_CHECKING:
    from auditor.collect import Collected, Progress

    Look = Callable[[Job, Progress], Collected]

__all__ = ["audit", "default_folder", "host_name", "probed_host", "start_address", "story", "trouble"]

_NAME = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$")


def start_address(text: str) -> str:
    """
    A web address from what a person typed; https where no scheme is given, http on this machine.

    Raises:
        CallError: It is no web address.
    """
    given = text.strip()
    address = given if re.match(r"^[a-z][a-z0-9+.-]*://", given, re.I) else f"//{given}"
    try:
        parts = urlsplit(address)
        if parts.password is not None:
            raise CallError(f"an address must hold no password: give user:password in the environment's {BASIC_AUTH}")
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("", "http", "https") or not (host and _is_host(host)) or parts.username or re.search(r"\s", given):
        raise CallError(f"{text!r}: not a web address; give one such as https://www.example.se")
    scheme = parts.scheme or ("http" if host == "localhost" or host.startswith("127.") else "https")
    literal = f"[{host}]" if ":" in host else host
    place = f"{literal}:{port}" if port else literal
    query = f"?{parts.query}" if parts.query else ""
    return f"{scheme}://{place}{parts.path or '/'}{query}"


def _is_host(host: str) -> bool:
    if host == "localhost" or _NAME.match(host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def default_folder(url: str, moment: datetime | None = None) -> Path:
    """Where a bundle goes when nobody says: `audits/HOST-DATE-TIME` in the working folder."""
    return Path("audits") / f"{host_name(url)}-{(moment or datetime.now(UTC)).strftime('%Y%m%d-%H%M%S')}"


def host_name(url: str) -> str:
    """The host of an address, as part of a file's name."""
    return re.sub(r"[^a-z0-9.-]+", "_", urlsplit(url).netloc.lower())


def story(whole: Bundle, language: str = ENGLISH) -> Story:
    """A bundle as the reports need it, in a language; it must have been judged."""
    if whole.verdicts is None:
        raise CallError(f"{whole.folder}: nothing was judged yet; run `auditor judge {whole.folder}` first")
    return Story.told_in(language, whole.evidence, whole.verdicts, whole.manifest, whole.folder)


def audit(
    url: str,
    settings: Settings,
    out: Path,
    progress: Progress,
    *,
    judged: bool = True,
    partial: bool = True,
    name: str = "",
    look: Look | None = None,
) -> tuple[Bundle, bool]:
    """
    Look at a site, judge it and tell, into the bundle `out`.

    Args:
        judged: False stops after the look.
        partial: False keeps nothing of a look that the user interrupted, and hands the interruption on.
        name: What to call the site in reports.
        look: Does a job, and raises what it raises; `auditor.collect.collect` unless said otherwise.

    Returns:
        The bundle, and whether the user interrupted it; one that was interrupted while it was judged has no verdicts.
    """
    if judged:
        ready(settings, settings.country or None)  # a broken pack is told before the site is troubled
    _has_what_it_needs(settings)

    def seen(folder: Path) -> Collected:
        return (look or _collect)(_job(url, settings, folder, name), progress)

    made: _Made | None = None
    try:
        with deferred():
            made = _made(seen, settings, out, judged=judged, partial=partial)
            interrupted = isinstance(made.fault, KeyboardInterrupt) or made.interrupted
        if settings.timestamp and not (interrupted or made.fault):
            _stamped(out, made.manifest, settings)
    except KeyboardInterrupt:
        if made is None:
            raise
        interrupted = True
    if isinstance(made.fault, Exception):
        made.fault.add_note(f"What was seen is in {out}, and `auditor judge {out}` judges it")
        raise made.fault
    return Bundle(out, made.manifest, made.evidence, made.verdicts), interrupted


@dataclass(frozen=True)
class _Made:
    """A bundle that took its place; `fault` is what it was not judged for, and `interrupted` tells of the look."""

    manifest: Manifest
    evidence: Evidence
    verdicts: Verdicts | None
    fault: BaseException | None
    interrupted: bool


def _collect(job: Job, progress: Progress) -> Collected:
    # What looks takes half a second to load, which judging and telling need not wait for; so here.
    from auditor.collect import collect  # noqa: PLC0415

    return collect(job, progress)


def _made(seen: Callable[[Path], Collected], settings: Settings, out: Path, *, judged: bool, partial: bool) -> _Made:
    with bundle.draft(out) as folder:
        collected = seen(folder)
        if collected.interrupted and not partial:
            raise KeyboardInterrupt
        bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(collected.evidence))
        evidence, manifest = collected.evidence, bundle.seal(folder, collected.manifest)
        if settings.redact:
            from auditor.redact import redact  # noqa: PLC0415

            evidence, manifest = redact(folder, manifest, evidence)
        if not judged:
            return _Made(manifest, evidence, None, None, collected.interrupted)
        verdicts, manifest, fault = _judged(folder, manifest, evidence, settings)
        if isinstance(fault, KeyboardInterrupt) and not partial:
            raise fault
        return _Made(manifest, evidence, verdicts, fault, collected.interrupted)


def _job(url: str, settings: Settings, folder: Path, name: str) -> Job:
    return Job(
        start_url=url,
        folder=str(folder),
        name=name,
        country=settings.country.upper(),
        max_pages=settings.max_pages,
        max_seconds=settings.max_seconds + (PROBE_SECONDS if settings.chat_probe else 0),
        max_rendered=settings.max_rendered,
        max_visits=settings.max_visits,
        browser=settings.browser,
        clicks=settings.clicks,
        axe=settings.axe,
        walks=settings.journeys,
        tasks=settings.tasks,
        starts=settings.starts,
        journeys=_declared(url, settings),
        chat_probe=probed_host(url, settings),
        ocr=settings.ocr,
        wacz=settings.wacz,
        chromium=settings.chromium,
        delay=settings.delay,
        page_seconds=settings.page_seconds,
        resolve=settings.resolve,
        contact=settings.contact,
        quick=settings.quick,
    )


def _stamped(folder: Path, manifest: Manifest, settings: Settings) -> None:
    try:
        stamp.stamp(folder, manifest, settings.timestamp, settings.timestamp_ca)
    except PartMissingError as error:
        again = f"`auditor stamp {folder} --server {settings.timestamp}` tries again"
        raise PartMissingError(f"{error}. The audit is in {folder}, without a time stamp; {again}") from None


def _declared(url: str, settings: Settings) -> tuple[Declared, ...]:
    """The declared journeys, each with the address it starts on."""
    starts = [join(url, one.start) for one in settings.journey]
    for one, start in zip(settings.journey, starts, strict=True):
        if not same_site(start, url):
            raise CallError(f"journey {one.name!r}: its start is not on the site of {url}")
    return tuple(one.model_copy(update={"start": start}) for one, start in zip(settings.journey, starts, strict=True))


def probed_host(url: str, settings: Settings) -> str:
    """
    The host whose chat is to be written to, or "".

    Raises:
        CallError: It is not the host of the address, or there is nothing to open its chat with.
    """
    host = settings.chat_probe
    if host and not names_host(host, url):
        raise CallError(f"--chat-probe {host}: type the host of {url} again; a chat is written to only where the site's owner asks")
    if host and not (settings.browser and settings.clicks):
        raise CallError(f"--chat-probe {host}: a chat cannot be opened with --no-browser or --no-clicks")
    return host


def _has_what_it_needs(settings: Settings) -> None:
    """
    Tell before the site is troubled what could not be done.

    Raises:
        CallError: What is asked for cannot be had together, or not where it is asked for.
        PartMissingError: An extra that is needed is not installed.
    """
    try:
        if settings.ocr:
            ocr.ready()
        if settings.wacz:
            capture.ready()
    except (ocr.OcrMissingError, capture.CaptureMissingError) as error:
        raise PartMissingError(str(error)) from None
    if settings.redact:
        from auditor.redact import ready as can_redact  # noqa: PLC0415

        can_redact()
    if settings.redact and settings.wacz:
        raise CallError("--wacz and --redact: a capture holds everything as it was sent, and cannot be redacted; give one of them")
    if settings.timestamp:
        stamp.ready(settings.timestamp, settings.timestamp_ca)


def _judged(
    folder: Path, manifest: Manifest, evidence: Evidence, settings: Settings
) -> tuple[Verdicts | None, Manifest, BaseException | None]:
    """Judge and tell; what came between, a fault of ours or the user, is handed on, so that it costs nothing of what was seen."""
    try:
        with let_in():
            return *judge_into(folder, manifest, evidence, settings), None
    except (Exception, KeyboardInterrupt) as error:
        return None, bundle.unjudged(folder, manifest), error


def trouble(evidence: Evidence) -> str:
    """Why the site could not be audited, or "" where at least one page was read."""
    if any(page.state in ("ok", "login") for page in evidence.pages):
        return ""
    return evidence.coverage.detail or "no page could be read"
