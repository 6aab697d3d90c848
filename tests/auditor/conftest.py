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
    """The command, in a working folder where only the pause between requests is set: to none."""
    (tmp_path / "auditor.toml").write_text("delay = 0\n", "utf-8")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "auditor", *(str(argument) for argument in arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    return run
