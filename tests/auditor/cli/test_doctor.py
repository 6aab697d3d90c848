from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from auditor.cli import doctor
from spiders.browser import chromium

APP = typer.Typer()
doctor.register(APP)
APP.callback()(lambda: None)


def _told(*arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = CliRunner().invoke(APP, ["doctor", "--json", *arguments])
    told = json.loads(done.stdout)
    assert told["well"] == (done.exit_code == 0)
    return done.exit_code, {check["name"]: check for check in told["checks"]}


@pytest.mark.browser
@pytest.mark.skipif(chromium.find() is None, reason="there is no Chromium here")
def test_where_all_is_there_all_is_well() -> None:
    code, checks = _told()
    assert code == 0
    assert checks["browser starts"]["well"]
    assert checks["browser version"]["detail"].count(".") == 3


def test_a_program_that_is_no_browser_is_found_out_and_has_a_cure(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    code, checks = _told("--chromium", str(program))
    assert code == 5
    assert checks["browser starts"]["well"] is False
    assert chromium.VARIABLE in checks["browser starts"]["cure"]


def test_no_browser_and_a_wrongly_named_one_have_a_cure_each(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    code, checks = _told()
    assert (code, checks["browser"]["well"]) == (5, False)
    assert "--install-browser" in checks["browser"]["cure"]
    code, checks = _told("--chromium", str(tmp_path / "gone"))
    assert (code, checks["browser"]["well"]) == (5, False)
    assert "is not a program" in checks["browser"]["cure"]


def test_an_output_folder_that_cannot_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    code, checks = _told("--out", str(file / "audits"), "--chromium", "/gone")
    assert code == 5
    assert checks["output folder"]["well"] is False
    assert checks["temporary folder"]["well"]


def test_every_line_that_is_not_well_is_shown_with_what_to_do() -> None:
    shown = CliRunner().invoke(APP, ["doctor", "--chromium", "/gone"]).stdout
    assert "missing" in shown
    assert "→" in shown
