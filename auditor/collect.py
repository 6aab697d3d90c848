"""
Collecting: the spider in a process of its own, watched by the wall clock, and its journal made into evidence.

The journal is read whether the process ended well, was stopped or died: what was gathered is never lost.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spiders.__main__ as child
from auditor.errors import AuditorError, PartMissingError
from spiders import chromium
from spiders.assemble import assemble
from spiders.evidence import Evidence
from spiders.job import Job
from spiders.look import End, Look
from spiders.manifest import Manifest

__all__ = ["Collected", "collect"]

_GRACE_SECONDS = 20.0
_LIBRARIES = ("auditor", "scrapy", "scrapy-playwright", "playwright", "beautifulsoup4", "lxml", "phonenumbers")

Progress = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Collected:
    """What a look gave, and the record of it; `interrupted` where the user stopped it."""

    evidence: Evidence
    manifest: Manifest
    interrupted: bool = False


def collect(job: Job, progress: Progress) -> Collected:
    """
    Look at a site; the pages are stored in `job.folder`.

    Raises:
        PartMissingError: No browser is there, or it cannot start.
        AuditorError: The spider died before it had seen anything.
    """
    browser = _browser(job)
    started = datetime.now(UTC)
    work = Path(tempfile.mkdtemp(prefix="auditor-"))
    try:
        (work / "job.json").write_text(job.model_dump_json(), "utf-8")
        code, interrupted, said = _run(job, work, progress)
        looks, end = _journal(Path(job.folder), interrupted=interrupted)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if end.fault == "browser":
        raise PartMissingError(f"The browser could not start: {end.detail} Run `auditor doctor` to see what is wrong.")
    if not looks:
        raise AuditorError(f"The spider ended with code {code} before it had looked at a page: {said or 'it said nothing'}")
    settings: dict[str, Any] = job.model_dump(exclude={"start_url", "name", "folder", "chromium"})
    manifest = Manifest(
        started=_stamp(started),
        finished=_stamp(datetime.now(UTC)),
        versions={"python": sys.version.split()[0], **{name: version(name) for name in _LIBRARIES}, **browser},
        settings=settings,
        browser=end.browser or "no browser",
    )
    return Collected(assemble(job, looks, end), manifest, interrupted)


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


def _run(job: Job, work: Path, progress: Progress) -> tuple[int, bool, str]:
    """Run the spider to its end or its limit: exit code, whether the user stopped it, its last words."""
    log = work / "log.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", "spiders", str(work / "job.json")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    watchdog = threading.Timer(job.max_seconds + _GRACE_SECONDS, _kill, (process,))
    watchdog.daemon = True
    watchdog.start()
    interrupted = False
    try:
        for line in process.stdout or ():
            try:
                progress(json.loads(line))
            except ValueError:
                continue
        process.wait()
    except KeyboardInterrupt:
        interrupted = True
    finally:
        watchdog.cancel()
        _kill(process)
        process.wait()
    words = log.read_text("utf-8", "replace").strip().splitlines()
    return process.returncode, interrupted, words[-1] if words else ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the spider and all it started, the browser too."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _journal(folder: Path, *, interrupted: bool) -> tuple[list[Look], End]:
    """The journal's looks and how it ended; both files are taken out of the folder."""
    looks: list[Look] = []
    path = folder / child.JOURNAL
    if path.exists():
        for line in path.read_bytes().splitlines():
            try:
                looks.append(Look.model_validate_json(line))
            except ValueError:
                break  # the last line of a process that was killed
        path.unlink()
    end = folder / child.END
    if end.exists():
        told = End.model_validate_json(end.read_bytes())
        end.unlink()
        return looks, told
    why = "It was stopped by the user." if interrupted else "It did not end by itself and was stopped at its time limit."
    return looks, End(stopped_by="time-budget", detail=why, known=len(looks))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
