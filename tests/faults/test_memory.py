"""No memory: a line and a code; what was seen is kept, and what could not be seen is not taken for what is not there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from spiders.crawl import crawl
from spiders.job import Job
from spiders.look import End, Look
from spiders.reading import Reading
from spiders.site import SiteSpider
from tests.faults import forked
from tests.faults.conftest import Spider
from tests.faults.moments import AUDIT
from tests.faults.test_browser import PAGES, SITE, TEXT
from tests.forking import forked as in_a_fork
from tests.spiders.loopback import Loopback, html


@pytest.mark.parametrize(
    "error", [MemoryError(), ImportError("lxml.so: failed to map segment from shared object")], ids=["Python", "linker"]
)
def test_a_program_that_cannot_be_loaded_says_so_in_one_line(tmp_path: Path, error: Exception) -> None:
    class Finder:
        def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> None:
            raise error

    def prepare() -> None:
        sys.modules.pop("auditor.cli", None)
        sys.meta_path.insert(0, Finder())

    ended = forked.auditor(tmp_path, *AUDIT, before=prepare)
    assert (ended.code, len(ended.said), ended.err.count("\n")) == (70, 1, 1), ended
    assert type(error).__name__ in ended.err


@pytest.mark.parametrize("sign", ["MemoryError", "RuntimeError: cannot join thread before it is started\nand more"])
def test_a_spider_without_memory_for_any_page_is_told_in_one_line_and_not_blamed_on_the_site(
    tmp_path: Path, spider: Spider, sign: str
) -> None:
    ended = forked.auditor(tmp_path, *AUDIT, before=spider(state="timeout", said=sign))
    assert (ended.code, len(ended.said), ended.err.count("\n")) == (70, 1, 1), ended
    assert "the memory did not suffice" in ended.err
    assert list(tmp_path.glob("*acme*")) == []
    assert forked.auditor(tmp_path, *AUDIT, before=spider(said=sign)).code == 0, "what was seen counts"


def _looked(job: dict[str, Any], what: type, name: str) -> tuple[list[tuple[str, str]], str, str]:
    """Of each page its path and state, and how the look ended and why, where a method has no memory for one page."""
    pages: list[tuple[str, str]] = []
    ends: list[End] = []
    method = getattr(what, name)

    def scarce(self: object, first: Any, *rest: Any, **named: Any) -> Any:
        if (first.page.final_url if isinstance(first, Look) else first.url).endswith("kontakt"):
            raise MemoryError
        return method(self, first, *rest, **named)

    def keep(seen: object) -> None:
        if isinstance(seen, Look):
            pages.append((seen.page.url.rpartition("/")[2], seen.page.state))

    with patch.object(what, name, scarce):
        crawl(Job(**job), keep, ends.append)
    return sorted(pages), ends[0].stopped_by, ends[0].detail


@pytest.mark.parametrize(
    ("what", "name", "state", "end"),
    [
        (Reading, "look", "crashed", ("done", "")),
        (SiteSpider, "_take_links", "ok", ("time-budget", "The look was cut short.")),
    ],
    ids=["reading", "links"],
)
def test_no_memory_for_one_page_costs_that_page_and_where_its_links_are_not_known_it_is_said(
    tmp_path: Path, what: type, name: str, state: str, end: tuple[str, str]
) -> None:
    with Loopback({**SITE, **{f"/{each}": html(TEXT.format(each)) for each in PAGES}}) as site:
        job = {"start_url": f"{site.url}/", "folder": str(tmp_path), "delay": 0.0, "country": "SE", "browser": False}
        pages, *ended = in_a_fork(_looked, job, what, name)

    assert pages == [("", "ok"), ("hjalp", "ok"), ("kontakt", state), ("kundservice", "ok")]
    assert tuple(ended) == end
