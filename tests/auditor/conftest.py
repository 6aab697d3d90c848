"""Running the program as a user does, and sites to run it on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Auditor = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    """The command, in an empty working folder."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "auditor", *(str(argument) for argument in arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    return run
