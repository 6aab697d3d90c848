"""A folder of files served on loopback and looked at by a spider in a process of its own, forked and not started."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.collect import collect
from auditor.demo import Request, serve
from spiders.evidence import Evidence, Page
from spiders.job import Job
from tests.forking import forked_spiders


@dataclass(frozen=True)
class Crawled:
    """
    Attributes:
        folder: Where the pages are kept.
        record: What the server was asked.
    """

    evidence: Evidence
    folder: Path
    record: list[Request]

    def page(self, path: str) -> Page:
        """The one page that was asked for at this path, with its query and route."""
        found = [page for page in self.evidence.pages if re.sub(r"^\w+://[^/]+", "", page.url) == path]
        assert len(found) == 1, (path, [page.url for page in self.evidence.pages])
        return found[0]


def crawled(files: dict[str, str], folder: Path, **job: Any) -> Crawled:
    """
    Look at a site once.

    Args:
        files: Texts by name, as `auditor.demo.serve` takes them.
        folder: An empty folder.
        job: Bounds of the look, see `Job`; nothing is walked unless it says so.
    """
    served, out = folder / "site", folder / "out"
    out.mkdir()
    for name, text in files.items():
        (served / name).parent.mkdir(parents=True, exist_ok=True)
        (served / name).write_text(text, "utf-8")
    record: list[Request] = []
    with serve(served, record=record) as base, forked_spiders():
        seen = collect(Job(**{"start_url": base, "folder": str(out), "delay": 0.0, "walks": False, **job}), lambda _: None)
    return Crawled(seen.evidence, out, record)
