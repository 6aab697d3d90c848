"""Word lists of the data files as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives", "pattern"]


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
