"""
`python -m spiders JOB.json [PARENT]`: one look at one site, in a process of its own, that ends with its parent if that is named.

The journal (`journal.jsonl` in the job's folder) gets one look or journey a line, as soon as it is known; `end.json` says how it
ended. Standard output carries one JSON object for every page, for whoever shows progress.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from pathlib import Path

from spiders.evidence import Journey
from spiders.garbage import collect_seldom, loading
from spiders.job import Job
from spiders.look import End, Look

JOURNAL = "journal.jsonl"
END = "end.json"
_PR_SET_PDEATHSIG = 1
"""prctl(2)"""


def prctl(option: int, value: int) -> bool:
    """Ask Linux's kernel for something about this process (prctl(2)); False where there is no such kernel."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
    except (OSError, AttributeError):
        return False
    return True


def die_with(parent: int) -> None:
    """Have the kernel end this process when its parent dies, however it dies; only Linux can."""
    if prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) and os.getppid() != parent:  # it died before the kernel knew
        os._exit(1)


def main(path: str) -> int:
    """Look at the site; 0 when the look came to an end of any kind, 5 when the browser could not start."""
    job = Job.model_validate_json(Path(path).read_bytes())
    with loading():  # takes a second that a broken job need not wait for
        # First of all: for each caller on the stack it looks through every module that has been loaded.
        import scrapy.core.downloader.contextfactory  # noqa: F401, PLC0415

        from spiders.crawl import crawl  # noqa: PLC0415

    folder = Path(job.folder)
    began = time.monotonic()
    count = 0
    with (folder / JOURNAL).open("a", encoding="utf-8") as journal:

        def keep(seen: Look | Journey) -> None:
            nonlocal count
            journal.write(seen.model_dump_json() + "\n")
            journal.flush()
            if isinstance(seen, Journey):
                event: dict[str, object] = {"n": count, "url": f"walked: {seen.task}, {seen.viewport}", "state": seen.outcome}
            else:
                count += 1
                page = seen.page
                event = {"n": count, "url": page.final_url, "state": page.state, "rendered": page.rendered}
            sys.stdout.write(json.dumps({**event, "seconds": round(time.monotonic() - began, 1)}) + "\n")
            sys.stdout.flush()

        def finish(end: End) -> None:
            (folder / f"{END}.tmp").write_text(end.model_dump_json(), "utf-8")
            (folder / f"{END}.tmp").replace(folder / END)

        return crawl(job, keep, finish)


if __name__ == "__main__":
    collect_seldom()
    if sys.argv[2:]:
        die_with(int(sys.argv[2]))
    sys.exit(main(sys.argv[1]))
