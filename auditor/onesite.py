"""
One site, in a process of its own: `python -P -m auditor.onesite JOB.json PARENT`; it ends when the process of that number does.

Standard error says why it failed: the code of an `AuditorError` on the first line, its message after it. With the code `MOVED`
it names the keys of the place to which the site led, one a line.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from auditor import bundle
from auditor.audit import audit, trouble
from auditor.errors import AuditorError, Exit
from auditor.settings import Settings
from auditor.signals import as_interrupt
from auditor.sweep.keys import keys_of
from spiders.__main__ import die_with
from spiders.urls import host_of

__all__ = ["INTERRUPTED", "MOVED", "Job", "command", "main", "read_words", "written"]

INTERRUPTED = 130
MOVED = 10
_OF_ONE = {"out", "site", "journey", "suppress", "budget", "baseline", "report", "junit"}
"""Settings that are about one company, or about what is written for it."""
_LONGEST = 2**16


class Job(BaseModel):
    """
    What is to be audited, and where the bundle goes.

    Attributes:
        held: Keys (`auditor.sweep.keys`) that nobody else holds meanwhile; a site that leads to others is left at once. None
            goes wherever it leads.
    """

    model_config = ConfigDict(frozen=True)

    url: str
    name: str
    folder: Path
    settings: Settings
    held: frozenset[str] | None = None


class _MovedError(Exception):
    """The site is at another place than was thought; its keys."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__("\n".join(sorted(keys)))


def written(job: Job, path: Path) -> Path:
    """Write a job down for its process."""
    path.write_text(job.model_dump_json(exclude={"settings": _OF_ONE}), "utf-8")
    return path


def command(job: Path) -> Sequence[str]:
    """The process for a job, but for the number of its parent."""
    return [sys.executable, "-P", "-m", "auditor.onesite", str(job)]


def read_words(log: Path) -> tuple[int | None, list[str]]:
    """What a process said on standard error: the code of its `AuditorError`, None where it was none, and the other lines."""
    with log.open("rb") as words:
        lines = words.read(_LONGEST).decode("utf-8", "replace").strip().splitlines()
    if lines and lines[0].isdecimal():
        return int(lines[0]), lines[1:]
    return None, lines


def main(job: Job) -> int:
    """Audit the site; its bundle takes its place only if it was not interrupted. The exit code."""
    part = job.folder.with_name(f".part-{job.folder.name}")
    shutil.rmtree(part, ignore_errors=True)

    def heard(event: dict[str, Any]) -> None:
        if job.held is not None and event["n"] == 1 and host_of(str(event["url"])) != host_of(job.url):
            found = keys_of(str(event["url"]), job.settings.resolve)
            if found - job.held:
                raise _MovedError(found)

    try:
        whole, interrupted = audit(job.url, job.settings, part, heard, name=job.name)
        if interrupted:
            return INTERRUPTED
        if job.folder.exists():
            bundle.read_manifest(job.folder)  # nothing but a bundle is replaced
            shutil.rmtree(job.folder)
        part.replace(job.folder)
        return Exit.SITE_UNREACHABLE if trouble(whole.evidence) else Exit.DONE
    except _MovedError as moved:
        sys.stderr.write(str(moved))
        return MOVED
    finally:
        shutil.rmtree(part, ignore_errors=True)


if __name__ == "__main__":
    die_with(int(sys.argv[2]))
    try:
        with as_interrupt():
            code = main(Job.model_validate_json(Path(sys.argv[1]).read_bytes()))
    except AuditorError as error:
        sys.exit(f"{error.code.value}\n{error}")
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)
