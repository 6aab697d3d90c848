"""What the linter tells: a problem with its place, and the words that no text may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from rules.model import Strict, read

__all__ = ["Problem", "forbidden_in", "forbidden_lines", "placed"]

_PLACED = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+): (?P<message>.+)", re.S)


class Problem(NamedTuple):
    """What is wrong, and where; a warning asks for a look and is no error."""

    file: str
    line: int
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.level == 'warning' else ''}{self.message}"


class _Forbidden(Strict):
    forbidden: dict[str, tuple[str, ...]]


@cache
def _forbidden() -> re.Pattern[str]:
    lists = read(_Forbidden, files("rules").joinpath("forbidden.yaml").read_text("utf-8"), "forbidden.yaml").forbidden
    words = (re.escape(word).replace(r"\*", r"\w*") for words in lists.values() for word in words)
    return re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.I)


def forbidden_in(text: str) -> tuple[str, ...]:
    """The words of a text that claim what only a court can say, or what nobody can know by looking."""
    return tuple(found[0] for found in _forbidden().finditer(text))


def forbidden_lines(text: str, file: str) -> Iterator[Problem]:
    """The same of a whole file, line by line."""
    for number, line in enumerate(text.splitlines(), 1):
        for word in forbidden_in(line):
            yield Problem(file, number, f"{word!r} claims what looking at a website cannot show")


def placed(line: str, otherwise: str, folder: str) -> Problem:
    """A message that begins with file and line as a problem of that file in the folder; one that does not, of another file."""
    found = _PLACED.fullmatch(line)
    return Problem(f"{folder}/{found['file']}", int(found["line"]), found["message"]) if found else Problem(otherwise, 1, line)
