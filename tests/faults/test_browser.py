"""kill -9 of a tab, of the browser and of Playwright's driver: the next page is shown by new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest

from auditor.collect import collect
from auditor.errors import PartMissingError
from spiders.browser import chromium
from spiders.job import Job
from tests.spiders.loopback import Loopback, html

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None

pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

TEXT = "<html lang=sv><title>{0}</title><h1>{0}</h1><p>Vi lagar tak i hela landet sedan 1990, med garanti.</p>"
PAGES = ("kontakt", "kundservice", "hjalp")
SITE = {"/robots.txt": html(""), "/": html(TEXT.format("Hem") + "".join(f"<a href=/{name}>{name}</a> " for name in PAGES))}

Is = Callable[[list[str]], bool]
VICTIMS: Mapping[int, Is] = {
    1: lambda call: "run-driver" in call,
    2: lambda call: "--remote-debugging-pipe" in call and not any(each.startswith("--type=") for each in call),
    3: lambda call: "--type=renderer" in call,
}
"""Who is killed when so many pages were told of."""


def test_a_driver_that_does_not_start_is_told_and_is_not_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")
    with Loopback(SITE) as site, pytest.raises(PartMissingError, match="its driver did not start"):
        collect(Job(start_url=site.url + "/", folder=str(tmp_path), delay=0.0, country="SE"), lambda _: None)


def processes() -> list[tuple[psutil.Process, list[str]]]:
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            found.append((process, process.cmdline()))
        except psutil.Error:
            continue
    return found


def test_what_dies_of_the_browser_is_started_anew(tmp_path: Path) -> None:
    killed: dict[int, int] = {}

    def heard(event: dict[str, Any]) -> None:
        number = int(event["n"])
        if number in killed or number not in VICTIMS:
            return
        victims = [process for process, call in processes() if VICTIMS[number](call)]
        killed[number] = len(victims)
        for process in victims:
            process.kill()

    with Loopback({**SITE, **{f"/{name}": html(TEXT.format(name)) for name in PAGES}}) as site:
        bounds: dict[str, Any] = {"delay": 0.0, "country": "SE", "walks": False, "axe": False, "max_visits": 0}
        seen = collect(Job(start_url=site.url + "/", folder=str(tmp_path), **bounds), heard).evidence

    assert set(killed) == {1, 2, 3}
    assert all(killed.values()), killed
    assert seen.coverage.stopped_by == "done"
    assert {page.state for page in seen.pages} == {"ok"}
    told = [(page.rendered, page.detail) for page in seen.pages]
    assert told == [(True, "")] * 3 + [(False, "not seen in the browser: the page crashed in the browser")]
    assert [call for _, call in processes() if "run-driver" in call] == []
