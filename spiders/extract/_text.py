"""The whole text of a page in one string, for what is spread over several blocks: an address, a table of opening hours."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag

from spiders.page import ParsedPage

__all__ = ["PageText", "whole_text"]


@dataclass(frozen=True, slots=True)
class PageText:
    """
    The text of a page in reading order, a line break between blocks.

    Where two elements touch without a blank and a new word begins (`<b>Friday</b><i>9-17</i>`) a blank is put in: a person sees
    them apart.

    Attributes:
        starts: Offset in `text` of each piece of text, ascending; `tags`: the innermost element of each piece.
    """

    text: str
    starts: tuple[int, ...]
    tags: tuple[Tag, ...]

    def tag_at(self, offset: int) -> Tag | None:
        """The innermost element that holds the character at `offset`; None in a page without text."""
        index = bisect_right(self.starts, offset) - 1
        return self.tags[index] if index >= 0 else None

    def piece_end(self, offset: int) -> int:
        """Where the piece of text ends that holds `offset`."""
        after = bisect_right(self.starts, offset)
        return self.starts[after] if after < len(self.starts) else len(self.text)


@lru_cache(maxsize=1)
def whole_text(page: ParsedPage) -> PageText:
    """The text of all blocks of the page, seen or not."""
    parts: list[str] = []
    starts: list[int] = []
    tags: list[Tag] = []
    length = 0
    for block in page.blocks:
        last = ""
        for start, end, tag in zip(block.offsets, (*block.offsets[1:], len(block.text)), block.tags, strict=True):
            piece = block.text[start:end]
            if not piece:
                continue
            if last and _new_word(last, piece[0]):
                piece = f" {piece}"
            starts.append(length)
            tags.append(tag)
            parts.append(piece)
            length += len(piece)
            last = piece[-1]
        parts.append("\n")
        length += 1
    return PageText("".join(parts), tuple(starts), tuple(tags))


def _new_word(last: str, first: str) -> bool:
    return (last.isalpha() and (first.isdigit() or (first.isupper() and last.islower()))) or (last.isdigit() and first.isupper())
