"""Word lists of the data files as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["pattern"]


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """
    A pattern that finds any of the words as a whole word, in any case; a trailing `*` lets it go on.

    A word may stand right before digits ("Telefon08"), for sites glue labels to numbers.
    """
    parts = sorted({_part(word.lower()) for word in words}, key=lambda part: (-len(part), part))
    return re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]\.)(?:{'|'.join(parts)})", re.IGNORECASE)


def _part(word: str) -> str:
    stem, star = word.removesuffix("*"), word.endswith("*")
    escaped = re.escape(stem).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
    if not stem[-1].isalnum():
        return escaped
    return escaped + (r"[^\W\d_]*" if star else r"(?![^\W\d_])")
