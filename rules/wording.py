"""The words that rules read in what was seen, from `rules/wording.yaml`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from rules.model import Strict, read

__all__ = ["WordList", "says"]

WordList = Literal["unread_mailboxes", "company_fields", "optional", "adr_refusals", "adr_boards", "addresses"]


class _Wording(Strict):
    unread_mailboxes: tuple[str, ...]
    company_fields: tuple[str, ...]
    optional: tuple[str, ...]
    adr_refusals: tuple[str, ...]
    adr_boards: tuple[str, ...]
    addresses: tuple[str, ...]


@cache
def _wording() -> _Wording:
    return read(_Wording, files("rules").joinpath("wording.yaml").read_text("utf-8"), "wording.yaml")


@cache
def _pattern(words: WordList) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in getattr(_wording(), words)), re.I)


def says(words: WordList, text: str) -> bool:
    """Whether the text holds any of the words."""
    return _pattern(words).search(text) is not None
