"""A stop ends in time, whatever is waited for once what is done is stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STOPPED = """
import signal, time
from auditor.signals import as_interrupt
from auditor.sweep.hurried import hurried
with as_interrupt():
    try:
        with hurried(0.2):
            signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt:
        print("heard")
    time.sleep(60)
"""


LEFT = """
import multiprocessing
from auditor.sweep.cluster import _have_tracker
from auditor.sweep.hurried import _leave
_have_tracker()
kept = multiprocessing.get_context("spawn").Semaphore()
print(kept._semlock.name)
_leave()
"""


def test_what_a_hard_stop_leaves_is_put_away_without_a_word() -> None:
    ran = subprocess.run([sys.executable, "-u", "-c", LEFT], capture_output=True, text=True, timeout=30, check=False)

    assert (ran.returncode, ran.stderr.count("\n")) == (130, 1), ran.stderr
    assert not Path(f"/dev/shm/sem.{ran.stdout.strip().removeprefix('/')}").exists()


def test_what_hangs_after_a_stop_is_left_in_time_and_said() -> None:
    ran = subprocess.run([sys.executable, "-u", "-c", STOPPED], capture_output=True, text=True, timeout=30, check=False)

    assert (ran.returncode, ran.stdout) == (130, "heard\n")
    assert ran.stderr.count("\n") == 1
    assert "what is done is stored" in ran.stderr
