"""A process is held to time and memory, and nothing of it is left, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from auditor.onesite import read_words
from auditor.process import LOG, Start, started
from auditor.sweep import bounded as module
from auditor.sweep.bounded import Bounds, Ran, bounded, said_last

WIDE = Bounds(60, 4000)
AWAY = (
    "import os, subprocess, sys, time\n"
    "subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
    "if os.fork() == 0:\n"
    "    os.setsid()\n"
    "    if os.fork() == 0: time.sleep(600)\n"
    "    os._exit(0)\n"
    "time.sleep(0.1)\n"
)
"""A program with a child in a session of its own and a grandchild that has lost its parent."""


def python(program: str) -> Start:
    return partial(started, [sys.executable, "-S", "-c", program])


def never() -> bool:
    return False


def of(work: Path) -> Iterator[psutil.Process]:
    """What lives and has its temporary files there."""
    for each in psutil.process_iter():
        try:
            if each.environ().get("TMPDIR", "").startswith(str(work)) and each.status() != psutil.STATUS_ZOMBIE:
                yield each
        except psutil.Error:
            pass


def test_a_process_that_ends_says_how_and_what_it_used(tmp_path: Path) -> None:
    ran = bounded(python("import sys; sum(range(10**7)); sys.exit('5\\nno browser')"), tmp_path, WIDE, never)

    assert (ran.how, ran.code) == ("ended", 1)
    assert ran.cpu_seconds > 0
    assert read_words(tmp_path / LOG) == (5, ["no browser"])


def soon() -> Callable[[], bool]:
    """Says after some time that it is to stop."""
    began = time.monotonic()
    return lambda: time.monotonic() - began > 0.5


@pytest.mark.parametrize(
    ("program", "bounds", "stop", "how"),
    [
        (AWAY, WIDE, never, "ended"),
        (AWAY + "time.sleep(600)", Bounds(0.5, 4000), never, "timeout"),
        (AWAY + "kept = b'x' * 10**8; time.sleep(600)", Bounds(60, 90), never, "memory"),
        (AWAY + "time.sleep(600)", WIDE, soon(), "stopped"),
        (AWAY + "os.kill(os.getpid(), 9)", WIDE, never, "ended"),
    ],
)
def test_nothing_is_left_however_it_ends(tmp_path: Path, program: str, bounds: Bounds, stop: Callable[[], bool], how: str) -> None:
    ran: Ran = bounded(python(program), tmp_path, bounds, stop)

    assert ran.how == how
    assert list(of(tmp_path)) == []
    assert ran.peak_mb > 90 or how != "memory"


def test_keys_of_store_and_cluster_are_not_given_to_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "AWS_SECRET_ACCESS_KEY": "a",
        "AZURE_STORAGE_KEY": "b",
        "GOOGLE_API_KEY": "c",
        "DASK_A": "d",
        "FSSPEC_S3_SECRET": "e",
        "GITHUB_TOKEN": "f",
        "AUDITOR_CHROMIUM": "g",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    bounded(python("import os, sys; sys.exit(' '.join(os.environ))"), tmp_path, WIDE, never)

    told = set(said_last(tmp_path).split())
    assert told & given.keys() == {"AUDITOR_CHROMIUM"}
    assert "PATH" in told


def test_memory_of_a_process_that_may_not_be_asked_is_all_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: psutil.Process) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "memory_full_info", denied)
    monkeypatch.setattr(module, "_SAMPLE_SECONDS", 0.1)
    ran = bounded(python("kept = b'x' * 10**8; import time; time.sleep(600)"), tmp_path, Bounds(60, 90), never)

    assert (ran.how, ran.peak_mb > 90) == ("memory", True)


def test_of_a_log_without_end_the_end_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOG_BYTES", 10**5)
    endless = (
        "import os, sys, time\n"
        "for n in range(60): sys.stderr.write('x' * 9999 + '\\n')\n"
        "sys.stderr.flush()\n"
        "while not 0 < os.fstat(2).st_size < 10**5: time.sleep(0.05)\n"
        "time.sleep(0.2); sys.exit('the end')\n"
    )
    ran = bounded(python(endless), tmp_path, Bounds(30, 4000), never)

    assert ran.how == "ended"
    assert [len(line) for line in said_last(tmp_path).splitlines()] == [9999] * 6 + [7]


def test_of_what_was_said_the_end_is_read_in_whole_lines(tmp_path: Path) -> None:
    (tmp_path / LOG).write_text("\n".join(f"{n:09}" for n in range(20_000)), "utf-8")
    lines = said_last(tmp_path).splitlines()

    assert (lines[-1], len(lines[0]), len(lines)) == ("000019999", 9, 6553)


def test_what_lost_its_parent_is_counted_too(tmp_path: Path) -> None:
    program = (
        "import os, sys, time\n"
        "from auditor.process import adopting\n"
        "with adopting():\n"
        "    if (child := os.fork()) == 0:\n"
        "        if os.fork() == 0:\n"
        "            sum(range(10**7))\n"
        "            open('took', 'w').write(str(os.times().user))\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n"
        "    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)\n"
    )
    process = started(["env", "-C", str(tmp_path), sys.executable, "-c", program], tmp_path)
    assert process.ended(wait=True)

    assert (process.code, (tmp_path / LOG).read_text("utf-8")) == (0, "")
    assert process.cpu_seconds >= float((tmp_path / "took").read_text("utf-8")) > 0
