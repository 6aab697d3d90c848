"""What the elements around a block of text say of the numbers in it: the cell, term, heading or icon before it, its own names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from bs4 import Tag

from spiders.elements import below, strings
from spiders.extract._labels import Label, label_before, mark_of, names_phone
from spiders.extract._masks import hours_in, plain
from spiders.extract._tel import SCHEME
from spiders.page import ParsedPage

__all__ = ["ENOUGH", "block_label", "hours_beside", "in_statistics", "names_of", "near"]

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


def hours_beside(page: ParsedPage, index: int) -> str | None:
    """
    The opening hours in a number's own block, as written, on one line.

    Else those in the next block, where that begins with them or they are said to be for the telephone, in it or by its label.
    """
    if index < 0:
        return None
    own, *later = page.blocks[index : index + 3]
    hours = _hours(own.text, opening=False)
    if hours is None and later and near(own.tag, later[0].tag):
        hours = _hours(later[0].text, opening=True)
        if hours is None and len(later) > 1 and len(later[0].text) <= _LABEL_LENGTH and names_phone(later[0].text):
            hours = _hours(later[1].text, opening=True)
    return hours


@lru_cache(maxsize=1 << 10)
def _hours(text: str, *, opening: bool) -> str | None:
    """The hours in a text; `opening`: only where the text begins with them or says that they are for the telephone."""
    found = list(hours_in(plain(text)))
    if not found or (opening and text[: found[0][0]].strip() and not names_phone(text[: found[0][0]])):
        return None
    return "; ".join(dict.fromkeys(hours for _, hours in found))[:200]


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
