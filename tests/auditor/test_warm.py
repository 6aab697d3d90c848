"""Looks forked from a process that has loaded the program: alone, with nothing of each other, and never without their parent."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from auditor import bundle, warm
from auditor.errors import Exit
from auditor.onesite import Job, written
from auditor.process import JOB, LOG
from auditor.settings import Settings
from auditor.sweep.bounded import Bounds, bounded, said_last
from tests.spiders.loopback import Loopback, html, silent

WIDE = Bounds(60, 4000)


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with Loopback(
        {"/": html("<html lang=en><title>Acme</title><p>Contact us: <a href='tel:+46855510100'>08-555 101 00</a>")}
    ) as made:
        yield made


def never() -> bool:
    return False


def asked(folder: Path, url: str, **settings: object) -> Path:
    """A folder with a job."""
    folder.mkdir()
    of = Settings(browser=False, country="SE", delay=0, max_pages=1).model_copy(update=settings)
    written(Job(url=url, name="Acme", folder=folder / "out", settings=of), folder / JOB)
    return folder


def forkers() -> list[psutil.Process]:
    """The processes that looks of this one are forked from."""
    alive = (each for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE)
    return [each for each in alive if "auditor.forker" in each.cmdline()]


@pytest.fixture
def cold() -> None:
    """Nothing is loaded yet."""
    for each in forkers():
        each.kill()
        each.wait()


def test_looks_are_forked_one_after_the_other_and_see_what_one_that_was_started_sees(tmp_path: Path, site: Loopback) -> None:
    seen = []
    for name in ("one", "two"):
        work = asked(tmp_path / name, site.url)
        ran = bounded(warm.start, work, WIDE, never)
        assert (ran.how, ran.code, said_last(work)) == ("ended", Exit.DONE, "")
        assert ran.cpu_seconds > 0
        seen.append((work / "out" / bundle.EVIDENCE).read_bytes())
    work = asked(tmp_path / "alone", site.url)
    subprocess.run([sys.executable, "-m", "auditor.onesite", work / JOB, str(psutil.Process().pid)], check=True)

    assert seen == [(work / "out" / bundle.EVIDENCE).read_bytes()] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["one", "two", "alone"], "what it loads is not left lying about"


@pytest.mark.usefixtures("cold")
def test_what_forks_has_no_thread_no_connection_and_no_keys(
    tmp_path: Path, site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cr3t")
    bounded(warm.start, asked(tmp_path / "one", site.url), WIDE, never)
    (forker,) = forkers()

    assert forker.num_threads() == 1
    assert forker.net_connections("inet") == []
    assert "AWS_SECRET_ACCESS_KEY" not in forker.environ()


@pytest.mark.usefixtures("cold")
def test_the_first_look_says_why_it_could_not_be_loaded_and_the_next_one_loads_it_anew(
    tmp_path: Path, site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", "/bin/false")
        ran = bounded(warm.start, asked(tmp_path / "one", site.url), WIDE, never)
    assert (ran.how, ran.code) == ("ended", 1)
    assert bounded(warm.start, asked(tmp_path / "two", site.url), WIDE, never).code == Exit.DONE


def test_a_look_ends_with_what_forked_it(tmp_path: Path) -> None:
    with Loopback({"/": silent}) as site:
        work = asked(tmp_path / "one", site.url)
        process = warm.start(work)
        look = psutil.Process(process.pid)
        (forker,) = forkers()
        forker.kill()
        assert process.ended(wait=True)
        look.wait(10)

    assert process.code == -signal.SIGKILL
    assert not look.is_running()


def test_a_look_says_what_is_wrong_as_one_that_was_started_does(tmp_path: Path) -> None:
    work = asked(tmp_path / "one", "http://127.0.0.1:1/", chat_probe="other.example")
    ran = bounded(warm.start, work, WIDE, never)

    assert ran.code == 1
    assert (work / LOG).read_text("utf-8").splitlines()[0] == str(Exit.WRONG_CALL.value)
    assert json.loads((work / JOB).read_bytes())["url"] == "http://127.0.0.1:1/"
