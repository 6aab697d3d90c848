"""The looks at the sites of a benchmark: so many at once, never two at one host, each in a process of its own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.benchmark.kept import Failure
from auditor.errors import Exit, PartMissingError
from auditor.onesite import Job, read_words, written
from auditor.place import temporary
from auditor.process import JOB, LOG, Process
from auditor.warm import Warm
from spiders.urls import host_of, registrable

__all__ = ["Done", "looks"]

_EVERY_SECONDS = 0.1
_GRACE_SECONDS = 40.0
"""What a look that is to end gets to put away what it started; the spider itself has 20 (`auditor.collect`)."""


@dataclass(frozen=True)
class Done:
    """A look that ended: which, and how it failed, None where it did not."""

    job: Job
    failure: Failure | None


@dataclass(frozen=True)
class _Running:
    job: Job
    process: Process
    work: Path


def looks(jobs: Sequence[Job], at_once: int, told: Callable[[Done], None]) -> None:
    """
    Look at the sites.

    Args:
        told: Called with each look that ended, in this process.

    Raises:
        PartMissingError: The browser could not start, which no other site would change.
        KeyboardInterrupt: The user stopped it; looks under way are ended, bundles that are whole are kept.
    """
    waiting, running = list(jobs), list[_Running]()
    warm = Warm()
    with temporary() as work:
        try:
            while waiting or running:
                busy = {_host(each.job) for each in running}
                while len(running) < at_once and (found := next((job for job in waiting if _host(job) not in busy), None)):
                    waiting.remove(found)
                    busy.add(_host(found))
                    running.append(_started(found, warm, work))
                for each in [each for each in running if each.process.ended()]:
                    running.remove(each)
                    told(Done(each.job, _failure(each)))
                time.sleep(_EVERY_SECONDS)
        finally:
            _end(running, warm)


def _host(job: Job) -> str:
    return registrable(host_of(job.url))


def _started(job: Job, warm: Warm, place: Path) -> _Running:
    work = place / job.folder.name
    work.mkdir()
    written(job, work / JOB)
    return _Running(job, warm.start(work), work)


def _failure(ended: _Running) -> Failure | None:
    """Why the look failed; a site that could not be reached has a bundle that says it better."""
    code = ended.process.code
    if code in (Exit.DONE, Exit.SITE_UNREACHABLE):
        return None
    kind, said = read_words(ended.work / LOG)
    why = said[-1] if said else f"its process ended with code {code}"
    if kind == Exit.PART_MISSING:
        raise PartMissingError(why)
    return "error", why


def _end(running: Sequence[_Running], warm: Warm) -> None:
    _send(running, signal.SIGTERM)
    deadline = time.monotonic() + _GRACE_SECONDS
    while time.monotonic() < deadline and not all(each.process.ended() for each in running):
        time.sleep(_EVERY_SECONDS)
    _send(running, signal.SIGKILL)
    warm.end()  # before they are waited for: who tells of their end may be what hangs
    for each in running:
        each.process.ended(wait=True)


def _send(running: Sequence[_Running], number: signal.Signals) -> None:
    for each in running:
        if not each.process.ended():
            with suppress(ProcessLookupError):  # it has, since
                os.kill(each.process.pid, number)
