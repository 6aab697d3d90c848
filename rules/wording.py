"""The words that rules read in what was seen: those of languages from the lexicon, the rest from `rules/wording.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from rules.model import Strict, read
from spiders.lexicon import merged

__all__ = ["WordList", "says"]

WordList = Literal[
    "unread_mailboxes",
    "company_fields",
    "memberships",
    "optional",
    "adr_refusals",
    "adr_willing",
    "adr_boards",
    "addresses",
    "contact_point_users",
    "contact_point_authorities",
]


class _Wording(Strict):
    addresses: tuple[str, ...]


@cache
def _wording() -> _Wording:
    return read(_Wording, files("rules").joinpath("wording.yaml").read_text("utf-8"), "wording.yaml")


@cache
def _pattern(words: WordList) -> re.Pattern[str]:
    said: Sequence[str] = _wording().addresses if words == "addresses" else merged("rules")[words]
    return re.compile("|".join(f"(?:{word})" for word in said), re.I)


def says(words: WordList, text: str) -> bool:
    """Whether the text holds any of the words."""
    return _pattern(words).search(text) is not None
