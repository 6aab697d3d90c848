"""The spider in a process of its own: whatever becomes of it, what it has seen is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

import spiders.__main__ as child
from auditor import collect as module
from auditor.audit import audit
from auditor.collect import Collected, collect
from auditor.demo import serve
from auditor.errors import AuditorError, PartMissingError
from auditor.settings import Settings
from auditor.signals import as_interrupt
from spiders.browser import chromium, deadline
from spiders.evidence import Page
from spiders.job import Job
from spiders.look import End, Look

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None

LINKS = "".join(f"<a href=/{name}>{name}</a> " for name in ("kontakt", "hjalp", "aldrig"))
SITE = {
    "index.html": f"<html lang=sv><title>Hem</title><h1>Hem</h1><p>{LINKS}</p></html>",
    "kontakt.html": "<html lang=sv><title>Kontakt</title><h1>Kontakt</h1><p>Telefon: 046-465 004 04</p></html>",
    "hjalp.html": "<html lang=sv><title>Hjälp</title><h1>Hjälp</h1></html>",
    "site.yaml": """
name: Acme
country: SE
story: A site whose last page never comes.
responses:
  /robots.txt: {body: "", content_type: text/plain}
  /aldrig: {delay: 600, body: "never"}
""",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    for name, text in SITE.items():
        (folder / name).write_text(text, "utf-8")
    with serve(folder) as address:
        yield address


@pytest.fixture
def job(base: str, tmp_path: Path) -> Callable[..., Job]:
    """A look that hangs on its last page for as long as it may."""
    bounds: dict[str, Any] = {"browser": False, "delay": 0.0, "country": "SE", "page_seconds": 60.0, "max_seconds": 60.0}
    return lambda **fields: Job(start_url=base, folder=str(tmp_path), **{**bounds, **fields})


def spiders_running() -> list[psutil.Process]:
    """The spiders that this test has started."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "spiders" in process.cmdline():
                found.append(process)
    return found


def kill_after(pages: int) -> Callable[[dict[str, Any]], None]:
    """A listener that kills the spider once it has told of so many pages."""

    def heard(event: dict[str, Any]) -> None:
        if event["n"] == pages:
            for process in spiders_running():
                process.kill()

    return heard


def titles(seen: Collected) -> list[str]:
    return [page.title for page in seen.evidence.pages]


def test_a_look_to_the_end_tells_of_every_page_and_leaves_only_the_pages(job: Callable[..., Job], tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []
    seen = collect(job(max_pages=3), heard.append)
    assert [event["n"] for event in heard] == [1, 2, 3]
    assert [event["url"] for event in heard] == [page.final_url for page in seen.evidence.pages]
    assert all(set(event) >= {"n", "url", "state", "rendered", "seconds"} for event in heard)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages"]
    assert (seen.interrupted, seen.evidence.coverage.stopped_by) == (False, "page-budget")
    manifest = seen.manifest
    assert {"python", "scrapy", "auditor"} <= manifest.versions.keys()
    assert (manifest.settings["max_pages"], manifest.settings["country"], manifest.browser) == (3, "SE", "no browser")
    assert "folder" not in manifest.settings, "it would tell of the machine"
    assert manifest.started <= manifest.finished


def test_a_spider_that_is_killed_leaves_the_pages_it_has_seen(job: Callable[..., Job]) -> None:
    seen = collect(job(), kill_after(2))
    assert titles(seen)[:2] == ["Hem", "Kontakt"]
    assert seen.evidence.coverage.stopped_by == "time-budget"
    assert seen.evidence.coverage.detail == "The spider's process ended with code -9, before it was done."
    assert seen.evidence.site.country == "SE"
    assert spiders_running() == []


def test_a_spider_that_hangs_is_stopped_at_its_time_limit(job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = collect(job(max_seconds=60.0), hanging_after(3, monkeypatch), grace=-59.0)
    assert titles(seen) == ["Hem", "Kontakt", "Hjälp"]
    assert seen.evidence.coverage.stopped_by == "time-budget"
    assert seen.evidence.coverage.detail == "It did not end by itself and was stopped at its time limit."
    assert [channel.kind for channel in seen.evidence.channels if channel.kind == "phone"] == ["phone"]
    assert spiders_running() == []


def hanging_after(pages: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    """A listener that makes the spider hang once it has told of so many pages; its limit only runs from there."""
    hung = threading.Event()

    class Timer(threading.Timer):
        def run(self) -> None:
            hung.wait()
            super().run()

    def heard(event: dict[str, Any]) -> None:
        if event["n"] == pages:
            for process in spiders_running():
                process.suspend()
            hung.set()

    monkeypatch.setattr(threading, "Timer", Timer)
    return heard


def test_the_user_may_stop_it_and_keeps_what_was_seen(job: Callable[..., Job]) -> None:
    def heard(event: dict[str, Any]) -> None:
        if event["n"] == 2:
            raise KeyboardInterrupt

    seen = collect(job(), heard)
    assert seen.interrupted
    assert titles(seen)[:2] == ["Hem", "Kontakt"]
    assert (seen.evidence.coverage.stopped_by, seen.evidence.coverage.detail) == ("time-budget", "It was stopped by the user.")
    assert spiders_running() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_is_as_the_users_own_and_keeps_what_was_seen(base: str, tmp_path: Path, number: signal.Signals) -> None:
    def heard(event: dict[str, Any]) -> None:
        if event["n"] == 2:
            os.kill(os.getpid(), number)
            os.kill(os.getpid(), number)

    before = signal.getsignal(number)
    with as_interrupt():
        whole, interrupted = audit(base, Settings(browser=False, country="SE"), tmp_path / "out", heard, judged=False)
    assert interrupted
    assert [page.title for page in whole.evidence.pages][:2] == ["Hem", "Kontakt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "no draft is left"
    assert spiders_running() == []
    assert signal.getsignal(number) == before


def test_a_signal_that_is_to_be_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with as_interrupt():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can")


def gone(pids: set[int]) -> bool:
    """Whether these processes come to an end."""
    for _ in range(200):
        if not [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]:
            return True
        time.sleep(0.05)
    return False


@LINUX
def test_a_spider_dies_with_its_parent_however_that_dies(job: Callable[..., Job], tmp_path: Path) -> None:
    script = (
        "import sys; from auditor.collect import collect; from spiders.job import Job; "
        "collect(Job.model_validate_json(sys.argv[1]), lambda event: print(event['n'], flush=True))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, job().model_dump_json()],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with parent:
        assert parent.stdout
        assert parent.stdout.readline() == "1\n"
        started = {process.pid for process in spiders_running()}
        assert len(started) == 1
        parent.kill()
    assert gone(started)


@LINUX
def test_what_a_spider_started_in_groups_of_its_own_ends_with_it(tmp_path: Path) -> None:
    below = "setsid sh -c 'echo $$; exec sleep 600' &"
    process = subprocess.Popen(
        ["sh", "-c", f"{below} ({below}); wait"],  # the second has lost its parent
        stdout=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    with process:
        assert process.stdout
        started = {int(process.stdout.readline()) for _ in range(2)}
        module._kill(process, tmp_path)
    assert gone(started)


def test_a_spider_that_was_forked_just_now_and_leads_no_group_yet_is_ended(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"], stdout=subprocess.PIPE) as process:
        module._kill(process, tmp_path)
        assert process.wait(10) == -signal.SIGKILL


@contextmanager
def written(
    monkeypatch: pytest.MonkeyPatch, folder: Path, lines: str, *, end: End | None = None, interrupted: bool = False
) -> Iterator[None]:
    """In the place of a spider: a process that has written this and is gone."""

    def ran(*_: object) -> object:
        (folder / child.JOURNAL).write_text(lines, "utf-8")
        if end is not None:
            (folder / child.END).write_text(end.model_dump_json(), "utf-8")
        return module._Ran(code=-9, interrupted=interrupted, stopped=False, said="MemoryError")

    monkeypatch.setattr(module, "_run", ran)
    yield


def look(path: str, country: str = "") -> str:
    url = f"https://acme.example/{path}"
    return Look(page=Page(url=url, final_url=url, status=200, title=path or "home"), country=country).model_dump_json() + "\n"


@pytest.mark.parametrize("rest", ["", '{"page": {"url"', "\x00\x00", "{}", '{"page": 1}\n'])
def test_a_line_that_was_half_written_is_left_out(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    with written(monkeypatch, tmp_path, look("", "SE") + look("help") + rest):
        seen = collect(job(country=""), lambda _: None)
    assert titles(seen) == ["home", "help"]
    assert seen.evidence.site.country == "SE", "what was learnt on the way is not lost either"
    assert seen.evidence.coverage.pages_known == 2


def test_how_it_ended_is_believed_where_it_could_be_said(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = End(stopped_by="page-budget", detail="enough", known=7, country="NO", browser="Chromium 1")
    with written(monkeypatch, tmp_path, look(""), end=end):
        seen = collect(job(), lambda _: None)
    coverage = seen.evidence.coverage
    assert (coverage.stopped_by, coverage.detail, coverage.pages_known) == ("page-budget", "enough", 7)
    assert (seen.evidence.site.country, seen.manifest.browser) == ("NO", "Chromium 1")


def test_a_spider_that_dies_before_it_has_seen_anything_is_our_fault(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with written(monkeypatch, tmp_path, ""), pytest.raises(AuditorError, match=r"code -9 .*: MemoryError"):
        collect(job(), lambda _: None)


def test_a_user_who_stops_it_before_it_has_seen_anything_is_obeyed(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with written(monkeypatch, tmp_path, "", interrupted=True), pytest.raises(KeyboardInterrupt):
        collect(job(), lambda _: None)


def test_a_browser_that_is_not_there_is_told_before_the_site_is_troubled(job: Callable[..., Job], tmp_path: Path) -> None:
    with pytest.raises(PartMissingError, match="not a program"):
        collect(job(browser=True, chromium=str(tmp_path / "none")), lambda _: None)


def test_a_browser_that_does_not_start_is_told(job: Callable[..., Job], tmp_path: Path) -> None:
    broken = program(tmp_path / "chromium", "exit 1")
    with pytest.raises(PartMissingError, match="The browser could not start"):
        collect(job(browser=True, chromium=str(broken)), lambda _: None)


@LINUX
def test_a_browser_that_never_answers_is_given_up(job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert deadline.LAUNCH_MS < 30_000
    browser = program(
        tmp_path / "chromium", f'[ "$1" = --version ] && exec echo Chromium 130.0.0.0; echo $$ >> {tmp_path}/pids; exec sleep 600'
    )
    run = "runpy.run_module('spiders', run_name='__main__')"
    hasty = f"import runpy; from spiders.browser import deadline; deadline.LAUNCH_MS = 500; {run}"
    # our own call is `python -P -m spiders JOB PARENT`
    python = program(tmp_path / "python", f'shift 3; exec {sys.executable} -c "{hasty}" "$@"')
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(PartMissingError, match=r"The browser could not start: no answer in time\. "):
        collect(job(browser=True, chromium=str(browser)), lambda _: None)
    started = {int(pid) for pid in (tmp_path / "pids").read_text().split()}
    assert len(started) == 1
    assert gone(started)


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
def test_of_a_spider_that_is_killed_no_browser_and_no_profile_is_left(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: set[int] = set()
    profiles: set[Path] = set()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def heard(event: dict[str, Any]) -> None:
        profiles.update(temporary.glob("*/*profile*"))
        for process in spiders_running():
            started.update(each.pid for each in [process, *process.children(recursive=True)])
            os.kill(process.pid, signal.SIGKILL)

    seen = collect(job(browser=True), heard)
    assert titles(seen) == ["Hem"]
    assert len(started) > 2, "a browser was running"
    assert gone(started), "the browser outlived its spider"
    assert profiles
    assert list(temporary.iterdir()) == []
