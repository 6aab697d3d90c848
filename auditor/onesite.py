"""
One site, in a process of its own: `python -P -m auditor.onesite JOB.json PARENT`; it ends when the process of that number does.

Standard error says why it failed: the code of an `AuditorError` on the first line, its message after it. With the code `MOVED`
it names the keys of the place to which the site led, one a line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from auditor.audit import audit, trouble
from auditor.errors import AuditorError, Exit
from auditor.settings import Settings
from auditor.signals import INTERRUPTED, as_interrupt
from auditor.sweep.keys import keys_of
from spiders.__main__ import die_with
from spiders.urls import host_of

__all__ = ["MOVED", "Job", "command", "elsewhere", "main", "read_words", "written"]

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


def elsewhere(job: Job, event: Mapping[str, Any], keys: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """
    The keys of the place to which a site's first page led, where one of them is not held for it; else none.

    Args:
        event: What a look tells of a page.
        keys: Finds those of an address.
    """
    url = str(event["url"])
    if job.held is None or event["n"] != 1 or host_of(url) == host_of(job.url):
        return frozenset()
    found = keys(url)
    return found if found - job.held else frozenset()


def main(job: Job) -> int:
    """
    Audit the site; its bundle takes its place only if it was not interrupted. The exit code.

    Raises:
        AuditorError, KeyboardInterrupt: As `auditor.audit.audit`.
    """

    def heard(event: dict[str, Any]) -> None:
        if moved := elsewhere(job, event, partial(keys_of, resolve=job.settings.resolve)):
            raise _MovedError(moved)

    try:
        whole, _ = audit(job.url, job.settings, job.folder, heard, partial=False, name=job.name)
    except _MovedError as moved:
        sys.stderr.write(str(moved))
        return MOVED
    return Exit.SITE_UNREACHABLE if trouble(whole.evidence) else Exit.DONE


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
