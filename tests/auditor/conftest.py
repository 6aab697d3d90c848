"""Running the program as a user does, and sites to run it on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli import main

Auditor = Callable[..., "subprocess.CompletedProcess[str]"]
Run = Callable[..., tuple[int, str]]


def command(folder: Path) -> Auditor:
    """The command, in a working folder where only the pause between requests is set: to none."""
    (folder / "auditor.toml").write_text("delay = 0\n", "utf-8")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        called = [sys.executable, "-m", "auditor", *(str(argument) for argument in arguments)]
        return subprocess.run(called, cwd=folder, capture_output=True, text=True, timeout=120, check=False)

    return run


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    return command(tmp_path)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, in a working folder of its own: exit code, and all that was said."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["auditor", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out + said.err

    return call
