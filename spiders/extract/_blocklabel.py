"""What the elements around a block of text say of the numbers in it: the cell, term, heading or icon before it, its own names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag

from spiders.extract._labels import Label, label_before, mark_of
from spiders.extract._masks import plain
from spiders.extract._tel import SCHEME
from spiders.page import ParsedPage
from spiders.page.elements import below, strings

__all__ = ["ENOUGH", "block_label", "in_statistics", "names_of", "near"]

ENOUGH = re.compile(r"\d(?:\D{0,4}\d){2}")
"""The fewest digits of a number."""

_NAMES = ("class", "id", "itemprop", "property", "aria-label", "title", "alt", "name", "src", "data-icon", "href")
_LABEL_LENGTH = 40
_NUMERIC_CELL = re.compile(r"[\d\s.,:%+/-]*\d[\d\s.,:%+/-]*")
_NUMERIC_CELLS = 3


def block_label(page: ParsedPage, index: int) -> Label:
    """What the cell, term, heading or icon before a block, or the link around it, says of its numbers."""
    if index < 0:
        return ""
    block = page.blocks[index]
    above = page.blocks[index - 1] if index else None
    if above is not None and len(above.text) <= _LABEL_LENGTH and not ENOUGH.search(above.text) and near(block.tag, above.tag):
        label = label_before(plain(above.text).replace("\n", " "))
        if label:
            return label
    return mark_of(" ".join(names_of(block.tag)))


def near(tag: Tag, above: Tag) -> bool:
    """Whether two elements stand side by side, one step up or down allowed."""
    mine = [tag, *list(tag.parents)[:2]]
    return any(a is b for a in mine for b in [above, *list(above.parents)[:2]])


def names_of(tag: Tag) -> Iterator[str]:
    """The names that an element, what it holds and what stands before it give themselves."""
    before = next((element for element in tag.previous_siblings if isinstance(element, Tag)), None)
    icons = (before,) if before is not None and not any(map(str.strip, strings(before))) else ()
    for element in (tag, *islice(below(tag), 4), *icons):
        for name in _NAMES:
            value = element.attrs.get(name)
            if name == "href":
                yield "phone" if value and SCHEME.match(str(value)) else ""
            elif value:
                yield " ".join(value) if isinstance(value, list) else str(value)[:80]


def in_statistics(cell: Tag) -> bool:
    row = cell.find_parent("tr")
    cells = row.find_all(["td", "th"]) if row is not None else []
    return sum(bool(_NUMERIC_CELL.fullmatch(each.get_text(" ", strip=True))) for each in cells) >= _NUMERIC_CELLS
