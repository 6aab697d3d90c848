"""The main job: look, judge, tell; each step on a bundle, so that each can be done again alone."""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from auditor import bundle
from auditor.bundle import Bundle
from auditor.collect import Collected, Progress, collect
from auditor.errors import CallError, PartMissingError
from auditor.judging import judge_into, ready
from auditor.settings import Settings
from reports.catalogue import ENGLISH
from reports.story import Story
from rules.verdict import Verdicts
from spiders.browser import ocr
from spiders.browser.chatprobe import PROBE_SECONDS
from spiders.evidence import Evidence
from spiders.job import Job
from spiders.journeys.declared import Declared
from spiders.net.access import BASIC_AUTH
from spiders.urls import join, names_host, same_site

__all__ = ["audit", "default_folder", "probed_host", "start_address", "story", "trouble"]

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
    host = re.sub(r"[^a-z0-9.-]+", "_", urlsplit(url).netloc.lower())
    return Path("audits") / f"{host}-{(moment or datetime.now(UTC)).strftime('%Y%m%d-%H%M%S')}"


def story(whole: Bundle, language: str = ENGLISH) -> Story:
    """A bundle as the reports need it, in a language; it must have been judged."""
    if whole.verdicts is None:
        raise CallError(f"{whole.folder}: nothing was judged yet; run `auditor judge {whole.folder}` first")
    return Story.told_in(language, whole.evidence, whole.verdicts, whole.manifest, whole.folder)


def audit(
    url: str, settings: Settings, out: Path, progress: Progress, *, judged: bool = True, name: str = ""
) -> tuple[Bundle, bool]:
    """
    Look at a site, judge it and tell, into the bundle `out`.

    Args:
        judged: False stops after the look.
        name: What to call the site in reports.

    Returns:
        The bundle, and whether the user interrupted the look.
    """
    ready(settings, settings.country or None)  # a broken pack is told before the site is troubled
    if settings.ocr:
        _can_read_pictures()
    with bundle.draft(out) as folder:
        job = Job(
            start_url=url,
            folder=str(folder),
            name=name,
            country=settings.country.upper(),
            max_pages=settings.max_pages,
            max_seconds=settings.max_seconds + (PROBE_SECONDS if settings.chat_probe else 0),
            max_rendered=settings.max_rendered,
            browser=settings.browser,
            clicks=settings.clicks,
            axe=settings.axe,
            walks=settings.journeys,
            journeys=_declared(url, settings),
            chat_probe=probed_host(url, settings),
            ocr=settings.ocr,
            chromium=settings.chromium,
            delay=settings.delay,
            page_seconds=settings.page_seconds,
        )
        collected = collect(job, progress)
        bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(collected.evidence))
        verdicts, fault = _judged(folder, collected, settings) if judged else (None, None)
        manifest = bundle.seal(folder, collected.manifest)
    if fault is not None:
        raise fault  # after the bundle took its place: what was gathered is kept
    return Bundle(out, manifest, collected.evidence, verdicts), collected.interrupted


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


def _can_read_pictures() -> None:
    """
    Tell before the site is troubled that pictures could not be read.

    Raises:
        PartMissingError: What reads them is not installed.
    """
    try:
        ocr.ready()
    except ocr.OcrMissingError as error:
        raise PartMissingError(str(error)) from None


def _judged(folder: Path, collected: Collected, settings: Settings) -> tuple[Verdicts | None, Exception | None]:
    """Judge and tell; a fault of ours is handed on, so that it costs nothing of what was seen."""
    try:
        return judge_into(folder, collected.manifest, collected.evidence, settings)[0], None
    except Exception as error:
        return None, error


def trouble(evidence: Evidence) -> str:
    """Why the site could not be audited, or "" where at least one page was read."""
    if any(page.state in ("ok", "login") for page in evidence.pages):
        return ""
    return evidence.coverage.detail or "no page could be read"
