"""The program as it is started."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

SCRIPT = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Signalled(MetaPathFinder):
    def find_spec(self, name, *_):
        if name == "auditor.cli":
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Signalled())
from auditor.__main__ import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_user_who_stops_it_while_it_loads_meets_a_line_and_no_traceback(number: signal.Signals) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(number=int(number))], capture_output=True, text=True, timeout=60, check=False
    )

    assert (ended.returncode, ended.stderr) == (130, "auditor: stopped\n")
