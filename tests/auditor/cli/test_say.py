"""What is said while a site is looked at: little, to the right place, and whatever the site is called."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from auditor.cli import say

HOSTILE = "http://127.0.0.1/[/b][red]x[link=file:///etc]\x1b[2J\u202e"


def event(number: int = 1, url: str = "https://acme.example/kontakt", seconds: float = 1.0) -> dict[str, Any]:
    return {"n": number, "url": url, "state": "ok", "rendered": False, "seconds": seconds}


def said(monkeypatch: pytest.MonkeyPatch, *events: dict[str, Any], terminal: bool, quiet: bool = False, url: str = HOSTILE) -> str:
    """What is written on the way, all of it."""
    out = io.StringIO()
    monkeypatch.setattr(say, "console", lambda **_: Console(file=out, force_terminal=terminal, width=200, soft_wrap=True))
    monkeypatch.setattr(say, "_PLAIN_EVERY_SECONDS", 0.0)
    with say.progress(url, 60, 180.0, quiet=quiet) as heard:
        for each in events:
            heard(each)
    return out.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    assert said(monkeypatch, event(), terminal=terminal, quiet=True) == ""


def test_without_a_terminal_it_is_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(monkeypatch, event(7, seconds=60.4), event(8, seconds=500.0), terminal=False, url="https://acme.example/")
    assert text.splitlines() == [
        "Looking at https://acme.example/",
        "  7 pages, 120 s left of the budget, now acme.example/kontakt",
        "  8 pages, 0 s left of the budget, now acme.example/kontakt",
    ]


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said(monkeypatch, event(7, seconds=60.0), terminal=True)
    assert "7/60" in text
    assert "120 s left" in text


@pytest.mark.parametrize("terminal", [True, False])
def test_an_address_is_text_and_no_markup(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    text = said(monkeypatch, event(url=HOSTILE), terminal=terminal)
    assert "[/b][red]" in text
    assert "\x1b[2J" not in text
    assert "\u202e" not in text


def test_a_complaint_is_one_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say.complain("[/b] something\nhappened \x1b[2J" + "x" * 300)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("auditor: [/b] something")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_an_object_is_one_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    say.one_object({"a": "å[red]\u202e", "b": None})
    assert json.loads(capsys.readouterr().out) == {"a": "å[red]\u202e", "b": None}


@pytest.mark.parametrize(
    "text", ["::error::x", "a ##[error]x", "  ::set-output name=a::b", "a\n::error::x", "b" * 79 + " ::error::x"]
)
def test_nothing_that_is_said_is_a_command_to_a_runner(capsys: pytest.CaptureFixture[str], text: str) -> None:
    say.complain(text)
    say.console().print(text, markup=False)
    say.console(to_stderr=True).print(text, markup=False, width=80, soft_wrap=False)
    say.one_object({"a": text})
    out, err = capsys.readouterr()

    assert not [line for line in (out + err).splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert json.loads(out[out.index("{") :]) == {"a": text}
