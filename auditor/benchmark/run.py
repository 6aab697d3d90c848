"""The looks at the sites of a benchmark: so many at once, never two at one host, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.benchmark.kept import Failure
from auditor.errors import Exit, PartMissingError
from auditor.onesite import Job, command, read_words, written
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
    process: subprocess.Popen[bytes]
    log: Path


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
    work = Path(tempfile.mkdtemp(prefix="auditor-benchmark-"))
    try:
        while waiting or running:
            busy = {_host(each.job) for each in running}
            while len(running) < at_once and (found := next((job for job in waiting if _host(job) not in busy), None)):
                waiting.remove(found)
                busy.add(_host(found))
                running.append(_started(found, work))
            for each in [each for each in running if each.process.poll() is not None]:
                running.remove(each)
                told(Done(each.job, _failure(each)))
            time.sleep(_EVERY_SECONDS)
    finally:
        _end(running)
        shutil.rmtree(work, ignore_errors=True)


def _host(job: Job) -> str:
    return registrable(host_of(job.url))


def _started(job: Job, work: Path) -> _Running:
    named = work / job.folder.name
    order, log = written(job, named.with_suffix(".json")), named.with_suffix(".log")
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*command(order), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,  # Ctrl-C reaches this process alone, which ends the others in order
        )
    return _Running(job, process, log)


def _failure(ended: _Running) -> Failure | None:
    """Why the look failed; a site that could not be reached has a bundle that says it better."""
    code = ended.process.returncode
    if code in (Exit.DONE, Exit.SITE_UNREACHABLE):
        return None
    kind, said = read_words(ended.log)
    why = said[-1] if said else f"its process ended with code {code}"
    if kind == Exit.PART_MISSING:
        raise PartMissingError(why)
    return "error", why


def _end(running: Sequence[_Running]) -> None:
    for each in running:
        with suppress(ProcessLookupError):
            each.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + _GRACE_SECONDS
    for each in running:
        try:
            each.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.process.kill()
            each.process.wait()
