"""Snapshots of what people read: HTML without its style sheet, Markdown, and the terminal; in English and in brackets."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from reports import html, markdown, words
from reports.story import Story
from reports.terminal import summary
from tests.reports import samples
from tests.reports.test_languages import BRACKETS, Brackets


def _html(story: Story) -> str:
    soup = BeautifulSoup(html.render(story), "lxml")
    for left_out in soup.select("head style, symbol"):
        left_out.decompose()
    return "\n".join(line for line in str(soup).splitlines() if line.strip())


def _markdown(story: Story) -> str:
    return markdown.render(story).decode()


def _terminal(story: Story) -> str:
    file = io.StringIO()
    summary(story, Console(file=file, width=100))
    return file.getvalue()


FORMATS: dict[str, Callable[[Story], str]] = {"html": _html, "md": _markdown, "terminal": _terminal}


@pytest.mark.parametrize("told", FORMATS.values(), ids=FORMATS)
def test_in_english(told: Callable[[Story], str], snapshot: SnapshotAssertion) -> None:
    assert told(samples.story()) == snapshot


@pytest.mark.parametrize("told", FORMATS.values(), ids=FORMATS)
def test_in_another_language(told: Callable[[Story], str], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda language: Brackets())

    assert told(dataclasses.replace(samples.story(), language=BRACKETS)) == snapshot
