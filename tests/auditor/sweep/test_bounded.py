"""A process is held to time and memory, and nothing of it is left, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from auditor.onesite import read_words
from auditor.sweep.bounded import LOG, Bounds, Ran, bounded

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


def python(program: str) -> list[str]:
    return [sys.executable, "-S", "-c", program]


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
