"""
One site, in a process of its own: `python -P -m auditor.onesite JOB.json PARENT`; it ends when the process of that number does.

Standard error says why it failed: the code of an `AuditorError` on the first line, its message after it. With the code `MOVED`
it names the keys of the place to which the site led, one a line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pydantic import BaseModel, ConfigDict

import spiders.job
from auditor.audit import audit, trouble
from auditor.errors import AuditorError, Exit, MovedError
from auditor.process import adopting
from auditor.settings import Settings
from auditor.signals import INTERRUPTED, as_interrupt
from auditor.spawn import Spawn, started
from spiders.__main__ import die_with

if TYPE_CHECKING:
    from auditor.collect import Collected, Progress

__all__ = ["MOVED", "Job", "command", "main", "read_words", "run", "written"]

MOVED = 10
_OF_ONE = {"out", "site", "journey", "suppress", "budget", "baseline", "report", "junit"}
"""Settings that are about one company, or about what is written for it."""
_LONGEST = 2**16


class Job(BaseModel):
    """
    What is to be audited, and where the bundle goes.

    Attributes:
        held: As that of `spiders.job.Job`: a site that leads to other keys is left at once.
    """

    model_config = ConfigDict(frozen=True)

    url: str
    name: str
    folder: Path
    settings: Settings
    held: frozenset[str] | None = None


def written(job: Job, path: Path) -> None:
    """Write a job down for its process."""
    path.write_text(job.model_dump_json(exclude={"settings": _OF_ONE}), "utf-8")


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


def main(job: Job, spawn: Spawn = started) -> int:
    """
    Audit the site; its bundle takes its place only if it was not interrupted. The exit code.

    Raises:
        AuditorError, KeyboardInterrupt: As `auditor.audit.audit`.
    """
    from auditor.collect import collect  # noqa: PLC0415 - who waits for the process need not load what looks

    def look(asked: spiders.job.Job, progress: Progress) -> Collected:
        return collect(asked.model_copy(update={"held": job.held}), progress, spawn=spawn)

    try:
        whole, _ = audit(job.url, job.settings, job.folder, lambda _: None, partial=False, name=job.name, look=look)
    except MovedError as moved:
        sys.stderr.write(str(moved))
        return MOVED
    return Exit.SITE_UNREACHABLE if trouble(whole.evidence) else Exit.DONE


def run(job: Path, spawn: Spawn = started) -> NoReturn:
    """
    Audit the site of a file that `written` wrote, and exit.

    Args:
        spawn: How the spider is begun.
    """
    try:
        with adopting(), as_interrupt():
            code = main(Job.model_validate_json(job.read_bytes()), spawn)
    except AuditorError as error:
        sys.exit(f"{error.code.value}\n{error}")
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    die_with(int(sys.argv[2]))
    run(Path(sys.argv[1]))
