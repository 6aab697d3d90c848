"""A look as a worker of a sweep makes it: forked from a process that has loaded the program, which is not counted."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from auditor import bundle
from auditor.demo import Request
from auditor.onesite import Job, written
from auditor.process import JOB
from auditor.settings import settle
from auditor.sweep.bounded import Bounds, Ran, bounded, said_last
from auditor.warm import Warm
from bench import Cost

__all__ = ["swept"]

_LONG = 600.0
"""Seconds: on a busy machine a look must not end early."""
_BOUNDS = Bounds(2 * _LONG, 8000)


def swept(url: str, folder: Path, record: list[Request], **settings: Any) -> tuple[Cost, int, int, Path]:
    """Look once: its cost, pages fetched, pages rendered, its bundle; `record` takes what is asked for it. Memory each second."""
    warm = Warm()
    try:
        _look(warm, url, Path(tempfile.mkdtemp(dir=folder)), browser=False, max_pages=1)  # loads the program
        record.clear()
        work = Path(tempfile.mkdtemp(dir=folder))
        ran = _look(warm, url, work, **settings)
    finally:
        warm.end()
    seen = bundle.read(work / "bundle", judged=False).evidence.coverage
    return Cost(ran.cpu_seconds, ran.seconds, ran.peak_mb, ""), seen.pages_fetched, seen.pages_rendered, work / "bundle"


def _look(warm: Warm, url: str, work: Path, **settings: Any) -> Ran:
    written(Job(url=url, name="site", folder=work / "bundle", settings=settle(None, max_seconds=_LONG, **settings)), work / JOB)
    ran = bounded(warm.start, work, _BOUNDS, lambda: False)
    if ran.code:
        sys.exit(f"{url}: the look ended with code {ran.code}: {said_last(work)}")
    return ran
