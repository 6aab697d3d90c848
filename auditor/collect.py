"""
Collecting: the spider in a process of its own, watched by the wall clock, and its journal made into evidence.

The journal is read whether the process ended well, was stopped or died: what was gathered is never lost.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

import spiders.__main__ as child
from auditor.errors import AuditorError, CallError, MovedError, PartMissingError
from auditor.place import temporary
from auditor.signals import let_in
from auditor.spawn import Spawn, SpiderProcess, started
from auditor.wacz import CAPTURE, pack
from spiders import country
from spiders.browser import chromium
from spiders.evidence import Evidence, Journey
from spiders.job import Job
from spiders.journeys.declared import unwalked
from spiders.look import End, Look
from spiders.manifest import Manifest
from spiders.net.access import Access, AccessError
from spiders.net.capture import RECORDS
from spiders.screens import SCREENS
from spiders.whole.assemble import assemble

__all__ = ["GRACE_SECONDS", "Collected", "collect"]

GRACE_SECONDS = 20.0
_LIBRARIES = (
    "auditor",
    "axe-playwright-python",
    "scrapy",
    "scrapy-playwright",
    "playwright",
    "beautifulsoup4",
    "lxml",
    "phonenumbers",
)

_LINE: TypeAdapter[Look | Journey] = TypeAdapter(Look | Journey)

_STARVED = "the memory did not suffice"
_NO_MEMORY = ("MemoryError", "Cannot allocate memory", "failed to map segment", "cannot join thread before it is started")
"""What Python, the system and the linker say where there is none, and Twisted where there was none for a thread."""

Progress = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Collected:
    """What a look gave, and the record of it; `interrupted` where the user stopped it."""

    evidence: Evidence
    manifest: Manifest
    interrupted: bool = False


def collect(job: Job, progress: Progress, *, grace: float = GRACE_SECONDS, spawn: Spawn = started) -> Collected:
    """
    Look at a site; the pages are stored in `job.folder`.

    Args:
        grace: Seconds that the spider gets to end by itself after `job.max_seconds`.
        spawn: How the spider is begun.

    Raises:
        CallError: The environment gives an access to the site that cannot be used, or the disk was full from the first page on.
        PartMissingError: No browser is there, or it cannot start.
        AuditorError: The spider died before it had seen anything.
        MovedError: The site led to a place that `job.held` has not.
        KeyboardInterrupt: The user stopped it before it had seen anything.
    """
    access = _access(job)
    browser = _browser(job)
    started, began = datetime.now(UTC), time.monotonic()
    with temporary() as work:
        (work / "job.json").write_text(job.model_dump_json(), "utf-8")
        ran = _run(work, progress, job.max_seconds + grace, spawn)
    looks, journeys, end = _journal(job, ran)
    if end.fault == "browser":
        raise PartMissingError(f"The browser could not start: {end.detail.rstrip('.')}. Run `auditor doctor` to see what is wrong.")
    if end.moved:
        raise MovedError(end.moved)
    if not looks and ran.interrupted:
        raise KeyboardInterrupt
    if not looks or (ran.said == _STARVED and not any(look.page.state in ("ok", "login") for look in looks)):
        said = access.mask(ran.said) or "it said nothing"
        if (full := os.strerror(errno.ENOSPC)) in said:
            raise CallError(f"{Path(job.folder).parent}: {full}; make room, or give another place")
        raise AuditorError(f"The spider ended with code {ran.code} before it had looked at a page: {said}")
    missed = unwalked(job.journeys, journeys) if job.walks else ()
    evidence = assemble(job, looks, end, (*journeys, *missed))
    settings: dict[str, Any] = job.model_dump(exclude={"start_url", "name", "folder", "chromium", "journeys", "held"})
    settings |= {"journeys": "; ".join(map(str, job.journeys)), "access": access.given}
    settings |= {name: ", ".join(getattr(job, name)) for name in ("tasks", "starts", "resolve")}
    manifest = Manifest(
        started=_stamp(started),
        finished=_stamp(started + timedelta(seconds=time.monotonic() - began)),  # the clock of the wall may have been set since
        versions={"python": sys.version.split()[0], **{name: version(name) for name in _LIBRARIES}, **browser},
        settings=settings,
        browser=end.browser or "no browser",
        environment=_environment(job),
        capture=_captured(job, evidence),
    )
    return Collected(evidence, manifest, ran.interrupted)


def _environment(job: Job) -> dict[str, str]:
    """Where the look was made, as far as it is known without asking anybody; nothing that names the machine."""
    languages = country.accept_language(job.country or country.of_address(job.start_url))
    return {
        "system": f"{platform.system()} {platform.release().partition('-')[0]} {platform.machine()}",
        "time_zone": datetime.now().astimezone().strftime("%Z %z"),
        "languages": languages,
        "screens": ", ".join(f"{name} {size['width']}x{size['height']}" for name, size in SCREENS.items()),
        "network_exit": "not recorded",
    }


def _captured(job: Job, evidence: Evidence) -> str:
    """The capture packed into the bundle, in words; what cannot be packed costs the capture alone."""
    records = Path(job.folder) / RECORDS
    if not records.exists():
        return ""
    try:
        return pack(records, evidence, Path(job.folder))
    except Exception as error:
        (Path(job.folder) / CAPTURE).unlink(missing_ok=True)
        return f"none, it could not be packed ({type(error).__name__})"


def _access(job: Job) -> Access:
    try:
        return Access.from_environment(job.start_url)
    except AccessError as error:
        raise CallError(str(error)) from None


def _browser(job: Job) -> dict[str, str]:
    """The browser's version for the manifest, or nothing where none is wanted."""
    if not job.browser:
        return {}
    try:
        found = chromium.find(job.chromium or None)
    except chromium.BrowserError as error:
        raise PartMissingError(str(error)) from None
    if found is None:
        raise PartMissingError("No browser was found. Run `auditor doctor --install-browser`, or audit with --no-browser.")
    return {"chromium": chromium.version(found)}


@dataclass(frozen=True)
class _Ran:
    """How the spider's process ended: exit code, who ended it, its last words."""

    code: int
    interrupted: bool
    stopped: bool
    said: str


def _run(work: Path, progress: Progress, seconds: float, spawn: Spawn) -> _Ran:
    """Run the spider to its end, or for so many seconds."""
    log = work / "log.txt"
    with log.open("wb") as errors:
        # What a killed browser leaves behind goes with the folder.
        process = spawn(work / "job.json", errors, {**os.environ, "TMPDIR": str(work)})
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process, work)

    watchdog = threading.Timer(seconds, stop)
    watchdog.daemon = True
    interrupted = False
    try:
        watchdog.start()
        with let_in():
            for line in process.stdout or ():
                with suppress(json.JSONDecodeError):
                    progress(json.loads(line))
            process.wait()
    except KeyboardInterrupt:
        interrupted = True
    finally:
        watchdog.cancel()
        _kill(process, work)
        code = process.wait()
    return _Ran(code, interrupted, late.is_set(), _last_words(log.read_text("utf-8", "replace")))


def _last_words(log: str) -> str:
    """The last line of what the spider said, or the one thing that it may be unable to say itself."""
    if any(sign in log for sign in _NO_MEMORY):
        return _STARVED
    return "".join(log.strip().splitlines()[-1:])


def _kill(process: SpiderProcess, work: Path) -> None:
    """End the spider and all it started; the browser has a process group of its own."""
    started = _started(process.pid, work)
    for end in (os.killpg, os.kill):  # one that has just been forked leads no group yet
        with suppress(ProcessLookupError, PermissionError):
            end(process.pid, signal.SIGKILL)
    killed: set[int] = set()
    while started:
        for pid in started:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        killed |= started
        # what one of them had just started, before it died
        started = _started(process.pid, work) - killed


def _started(root: int, work: Path) -> set[int]:
    """The descendants of a process, and what has lost its parent but keeps its files in `work`; none where there is no /proc."""
    mark = f"TMPDIR={work}".encode()
    children: dict[int, list[int]] = {}
    found: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parent = int((folder / "stat").read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
    waiting = [root, *found]
    while waiting:
        below = set(children.get(waiting.pop(), ())) - found
        found |= below
        waiting += below
    return found - {root}


def _journal(job: Job, ran: _Ran) -> tuple[list[Look], list[Journey], End]:
    """The journal's looks and journeys, and how it ended; both files are taken out of the folder."""
    looks: list[Look] = []
    journeys: list[Journey] = []
    path = Path(job.folder) / child.JOURNAL
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                seen = _LINE.validate_json(line)
            except ValueError:
                break  # the last line of a process that was killed
            if isinstance(seen, Look):
                looks.append(seen)
            else:
                journeys.append(seen)
        path.unlink()
    end = Path(job.folder) / child.END
    if end.exists():
        told = End.model_validate_json(end.read_bytes())
        end.unlink()
        return looks, journeys, told
    country = next((look.country for look in reversed(looks) if look.country), job.country)
    return looks, journeys, End(stopped_by="time-budget", detail=_why(ran), known=len(looks), country=country)


def _why(ran: _Ran) -> str:
    """Why the spider could not say itself how it ended."""
    if ran.interrupted:
        return "It was stopped by the user."
    if ran.stopped:
        return "It did not end by itself and was stopped at its time limit."
    return f"The spider's process ended with code {ran.code}, before it was done."


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
