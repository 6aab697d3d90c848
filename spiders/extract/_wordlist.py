"""Word lists of the data files as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["alternatives", "by_beginning", "pattern"]

_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.S)
"""A letter, an escape or a class of a pattern."""
_GROUP_FIRST = re.compile(r"\(\?:((?:[^()\\]|\\.)*)\)((?![?*+{]).*)", re.S)
_REPEATS = frozenset("?*+{")


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """
    A pattern that finds any of the words as a whole word, in any case; a trailing `*` lets it go on.

    A word may stand right before digits ("Telefon08"), for sites glue labels to numbers.
    """
    parts = sorted({_part(word.lower()) for word in words}, key=lambda part: (-len(part), part))
    return re.compile(rf"{_guard(parts)}(?<![^\W\d_])(?<![^\W\d_]\.){_grouped(parts)}", re.IGNORECASE)


def alternatives(words: Iterable[str], blank: str = r"\ ") -> str:
    """
    Words as they are, as alternatives of a pattern, the longest first.

    Args:
        blank: The pattern of a blank within a word.
    """
    each = sorted(set(words), key=lambda word: (-len(word), word))
    parts = [re.escape(word).replace(r"\ ", blank) for word in each]
    return _guard(parts) + _grouped(parts)


def by_beginning(patterns: Iterable[str]) -> str:
    """
    Patterns as alternatives by their first letter, in any order: of hundreds only a few are tried at a place.

    For finding whether any is there. Alternatives at the top of a pattern, or in a group at its beginning, are taken apart.
    """
    groups: dict[str, list[str]] = {}
    for each in (part for pattern in patterns for part in _taken_apart(pattern)):
        first = each[0] if each[0].isalnum() and each[1:2] not in _REPEATS else ""
        groups.setdefault(first, []).append(each[len(first) :])
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())


def _taken_apart(pattern: str) -> Iterator[str]:
    for part in _split(pattern):
        group = _GROUP_FIRST.fullmatch(part)
        yield from (f"{first}{group[2]}" for first in _split(group[1])) if group else (part,)


def _split(pattern: str) -> list[str]:
    """The alternatives at the top of a pattern."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        parts = [*parts, ""] if piece == "|" and not depth else [*parts[:-1], parts[-1] + piece]
    return parts


def _guard(parts: Iterable[str]) -> str:
    """What lets a search pass by every letter that no part begins with."""
    return f"(?=[{''.join(dict.fromkeys(map(_first, parts)))}])"


def _grouped(parts: Iterable[str]) -> str:
    """Parts as alternatives in their order, by their first letter: of a hundred words only a few are tried at a place."""
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(_first(part), []).append(part.removeprefix(_first(part)))
    tried = (f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"(?:{'|'.join(tried)})"


def _first(part: str) -> str:
    return part[:2] if part[0] == "\\" else part[0]


def _part(word: str) -> str:
    stem, star = word.removesuffix("*"), word.endswith("*")
    escaped = re.escape(stem).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
    if not stem[-1].isalnum():
        return escaped
    return escaped + (r"[^\W\d_]*" if star else r"(?![^\W\d_])")
