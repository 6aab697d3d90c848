"""Whose a fact is that stands in running text, as an address or a company's number: the site's, or another body's it tells of."""

from __future__ import annotations

from spiders.evidence import Owner
from spiders.extract._context import Surroundings, owner_by_words, surroundings
from spiders.page import ParsedPage

__all__ = ["owner_at"]

_BEFORE, _AFTER = 160, 40


def owner_at(page: ParsedPage, index: int, start: int) -> Owner:
    """
    Whose it is that stands in `page.blocks[index].text` at `start`, by the words around.

    In a footer only the words of the block itself tell, for what is above it are other links, and else it is the company's own.
    """
    block = page.blocks[index]
    if page.place(block.tag).region != "footer":
        return owner_by_words(surroundings(page, index, start, start))
    near = block.text[max(0, start - _BEFORE) : start + _AFTER]
    return "third-party" if owner_by_words(Surroundings(near, (), "")) == "third-party" else "own"
