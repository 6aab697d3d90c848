"""`--chat-probe`: a chat is written to only where its host is typed again, in the call; what will be sent is said before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import auditor.cli.audit
from auditor.audit import probed_host
from auditor.cli import app
from auditor.errors import CallError
from auditor.settings import settle

URL = "https://www.example.se/"


@pytest.mark.parametrize("host", ["www.example.se", "example.se", "EXAMPLE.se"])
def test_the_host_of_the_site_is_enough(tmp_path: Path, host: str) -> None:
    assert probed_host(URL, settle(_empty(tmp_path), chat_probe=host)) == host


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"chat_probe": "example.com"}, "type the host of https://www.example.se/ again"),
        ({"chat_probe": "yes"}, "type the host"),
        ({"chat_probe": "example.se", "browser": False}, "--no-browser"),
        ({"chat_probe": "example.se", "clicks": False}, "--no-clicks"),
    ],
)
def test_anything_else_is_refused_in_one_line(tmp_path: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(CallError, match="--chat-probe") as error:
        probed_host(URL, settle(_empty(tmp_path), **given))

    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_without_it_no_chat_is_written_to(tmp_path: Path) -> None:
    assert probed_host(URL, settle(_empty(tmp_path))) == ""


@pytest.mark.parametrize("line", ['chat-probe = "example.se"', 'chat_probe = "example.se"', 'chat-probe = ""'])
def test_no_file_may_ask_for_it(tmp_path: Path, line: str) -> None:
    path = _empty(tmp_path)
    path.write_text(line, "utf-8")

    with pytest.raises(CallError, match="in the call alone"):
        settle(path)


def test_what_will_be_sent_to_whom_is_said_before_anything_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    monkeypatch.setattr(auditor.cli.audit, "complain", said.append)

    def begun(*_: object, **__: object) -> None:
        said.append("begun")
        raise KeyboardInterrupt

    monkeypatch.setattr(auditor.cli.audit, "audit", begun)
    CliRunner().invoke(app, ["audit", URL, "--chat-probe", "example.se", "--quiet"])
    assert said[:2] == ["the chat of example.se will be written to: at most 5 fixed sentences that ask for a person", "begun"]
    assert "stopped by the user, before there was anything to keep" in said[2]

    said.clear()
    assert isinstance(CliRunner().invoke(app, ["collect", URL, "--chat-probe", "example.com"]).exception, CallError)
    assert said == []


@pytest.mark.parametrize("command", ["compare", "demo"])
def test_it_is_for_one_site_alone(command: str) -> None:
    assert CliRunner().invoke(app, [command, "--chat-probe", "example.se"]).exit_code == 2


def _empty(folder: Path) -> Path:
    path = folder / "auditor.toml"
    path.write_text("", "utf-8")
    return path
