"""Blocks: the runs of text that a reader takes as one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

__all__ = ["SPACES", "Block", "Run"]

SPACES = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class Block:
    """
    A run of text that a reader takes as one: inline elements joined, `br` as a line break, blanks collapsed.

    Attributes:
        tag: The element that holds the run.
        text: The run, stripped.
        offsets: Ascending start offsets of the pieces in `text`; `tags`: the innermost element of each piece.
    """

    tag: Tag
    text: str
    offsets: tuple[int, ...]
    tags: tuple[Tag, ...]

    def tag_at(self, offset: int) -> Tag:
        """The innermost element that holds the character at `offset`."""
        return self.tags[max(0, bisect_right(self.offsets, offset) - 1)] if self.tags else self.tag


class Run:
    """The run of text being gathered; `holder` is the block-level element it belongs to."""

    def __init__(self) -> None:
        self.holder: Tag | None = None
        self._parts: list[str] = []
        self._tags: list[Tag] = []

    def add(self, text: str, tag: Tag) -> None:
        self._parts.append(text)
        self._tags.append(tag)

    def within(self, holder: Tag | None) -> Run:
        """The run going on in what holds the element that was left."""
        self.holder = holder or self.holder
        return self

    def flush(self) -> Iterator[Block]:
        parts, tags, self._parts, self._tags = self._parts, self._tags, [], []
        if self.holder is None or not any(part.strip() for part in parts):
            return
        text, offsets = "", []
        for part, tag in zip(parts, tags, strict=True):
            piece = "\n" if tag.name == "br" else SPACES.sub(" ", part)
            if (not text or text[-1] in " \n") and piece.startswith(" "):
                piece = piece[1:]
            if piece == "\n":
                text = text.rstrip(" ")
            offsets.append(len(text))
            text += piece
        yield Block(self.holder, text.rstrip(), tuple(offsets), tuple(tags))
