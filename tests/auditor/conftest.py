"""Running the program as a user does, and sites to run it on."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from auditor.cli import main
from tests.forking import forked_spiders

Auditor = Callable[..., "subprocess.CompletedProcess[str]"]
Run = Callable[..., tuple[int, str]]


def _working(folder: Path) -> Path:
    """A working folder where only the pause between requests is set: to none."""
    (folder / "auditor.toml").write_text("delay = 0\n", "utf-8")
    return folder


def program(folder: Path) -> Auditor:
    """The program, started as a user starts it; for what a process of its own makes differ."""
    _working(folder)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        called = [sys.executable, "-m", "auditor", *map(str, arguments)]
        return subprocess.run(called, cwd=folder, capture_output=True, text=True, timeout=120, check=False)

    return run


def command(folder: Path) -> Auditor:
    """The program's command in this process, which has loaded it."""
    _working(folder)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        called = ["auditor", *map(str, arguments)]
        said, complained = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patched, chdir(folder), forked_spiders():
            for name, value in (("argv", called), ("stdout", said), ("stderr", complained)):
                patched.setattr(sys, name, value)
            with pytest.raises(SystemExit) as left:
                main()
        return subprocess.CompletedProcess(called, int(left.value.code or 0), *map(_written, (said, complained)))

    return run


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@pytest.fixture
def auditor(tmp_path: Path) -> Auditor:
    return command(tmp_path)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, in a working folder of its own: exit code, and all that was said."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["auditor", *arguments])
        with pytest.raises(SystemExit) as left, forked_spiders():
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out + said.err

    return call
