"""The spider's part in a walk: what it does where the site refuses, or leads where robots.txt forbids."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from spiders.asking import Asking
from spiders.browser.snapshot import Snapshot
from spiders.browser.stage import Shown
from spiders.evidence import Journey, Page
from spiders.job import Job
from spiders.look import Link, Look
from spiders.reading import Reading
from spiders.walking import Walking

HOME = "https://www.acme.example/"
LINKS = "".join(f'<a href="/{name}">{name}</a> ' for name in ("Contact", "Help", "Support", "Complaints"))
PAGE = f"<html lang=en><title>Acme</title><h1>Acme</h1><p>{LINKS}</p></html>"


class Rules:
    """Forbids one path."""

    async def allowed(self, url: str) -> bool:
        return not url.endswith("/forbidden")


class Walked:
    """All walks over a site that answers by a function: what was asked for, and the journeys."""

    def __init__(self, folder: Path, answers: Any) -> None:
        self.asked: list[str] = []
        self.journeys: list[Journey] = []
        self._answers = answers
        job = Job(start_url=HOME, folder=str(folder))
        asking = Asking(folder, page_seconds=20.0, seconds=180.0, walks=True)
        self._walking = Walking(job, asking, Reading("SE"), self.journeys.append, Rules, on=True)  # type: ignore[arg-type]
        links = tuple(Link(url=HOME + name.lower(), label=name) for name in ("Contact", "Help"))
        self._walking.take(Look(page=Page(url=HOME, final_url=HOME, status=200, lang="en"), links=links))

    async def run(self) -> None:
        waiting = list(self._walking.next())
        while waiting:
            request: Request = waiting.pop()
            self.asked.append(request.url)
            url, status = self._answers(request.url)
            response = HtmlResponse(url, status=status, body=PAGE.encode(), encoding="utf-8", request=request)
            snapshot = Snapshot()
            request.meta.update(snapshot=snapshot, shown=Shown(PAGE, snapshot, None), consent="none")
            assert request.callback is not None
            waiting += [one async for one in request.callback(response, **request.cb_kwargs)]


def walked(folder: Path, answers: Any) -> Walked:
    made = Walked(folder, answers)
    asyncio.run(made.run())
    return made


def test_three_refusals_in_a_row_end_all_walks(tmp_path: Path) -> None:
    made = walked(tmp_path, lambda url: (url, 200 if url == HOME else 403))
    assert len([url for url in made.asked if url != HOME]) == 3
    assert {journey.outcome for journey in made.journeys} == {"cut-short"}
    assert len(made.journeys) == 16


@pytest.mark.parametrize(("leads_to", "seen"), [("forbidden", False), ("elsewhere", True)])
def test_a_page_that_robots_txt_forbids_is_not_read_where_another_leads_to_it(leads_to: str, seen: bool, tmp_path: Path) -> None:
    made = walked(tmp_path, lambda url: (HOME + leads_to if url == HOME + "Contact" else url, 200))
    steps = [step for journey in made.journeys if journey.task == "phone" for step in journey.steps if step.label == "Contact"]
    assert steps
    assert all(("robots.txt" in step.came) is not seen for step in steps)
