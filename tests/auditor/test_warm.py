"""Looks forked from a process that has loaded the program: alone, with nothing of each other, and never without their parent."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from auditor import bundle, warm
from auditor.errors import Exit, PartMissingError
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
        broken.setattr(sys, "executable", tmp_path / "python")
        for program, said in (
            ("#!/bin/sh\necho no memory >&2; exit 1", "cannot be loaded here: no memory"),
            ("", "no process can"),
        ):
            (tmp_path / "python").write_text(program, "utf-8")
            (tmp_path / "python").chmod(0o700 if program else 0o600)
            with pytest.raises(PartMissingError, match=said):
                bounded(warm.start, asked(tmp_path / f"broken{len(program)}", site.url), WIDE, never)
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


ONE_PROCESS = """
import errno, os, sys
fork, forked = os.fork, []
def one():
    if os.getpid() in forked: raise BlockingIOError(errno.EAGAIN, "as the test says")
    forked.append(os.getpid())
    return fork()
if "auditor.forker" in sys.orig_argv: os.fork = one
"""


@pytest.mark.usefixtures("cold")
def test_a_look_for_which_there_is_no_process_says_so_and_no_other_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(ONE_PROCESS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Loopback({"/robots.txt": html("", 404), "/": silent}) as site:
        one, work = warm.start(asked(tmp_path / "one", site.url)), asked(tmp_path / "two", site.url)
        began = time.monotonic()
        ran = bounded(warm.start, work, WIDE, never)
        assert one.ended(wait=True)

    assert time.monotonic() - began < 10
    assert (ran.how, ran.code, one.code) == ("ended", 1, 1)
    assert said_last(work).endswith("as the test says\n")


HANGING = """#!{python} -S
import os, sys, time
from multiprocessing.connection import Connection
line = Connection(int(sys.argv[-1]))
line.send((os.getpid(), None))
if line.recv().name == "one": line.send((os.getpid(), None))
time.sleep(600)
"""


@pytest.mark.parametrize("name", ["one", "two"], ids=["of its end", "of its number"])
def test_of_a_look_that_nothing_is_told_of_the_end_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = tmp_path / "hanging"
    program.write_text(HANGING.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(warm, "_ANSWER_SECONDS", 1.0)
    process = warm.Warm().start(asked(tmp_path / name, "http://127.0.0.1:1/"))

    assert process.ended(wait=True)
    assert process.code == -signal.SIGKILL


def test_a_look_says_what_is_wrong_as_one_that_was_started_does(tmp_path: Path) -> None:
    work = asked(tmp_path / "one", "http://127.0.0.1:1/", chat_probe="other.example")
    ran = bounded(warm.start, work, WIDE, never)

    assert ran.code == 1
    assert (work / LOG).read_text("utf-8").splitlines()[0] == str(Exit.WRONG_CALL.value)
    assert json.loads((work / JOB).read_bytes())["url"] == "http://127.0.0.1:1/"
