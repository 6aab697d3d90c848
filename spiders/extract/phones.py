"""
Telephone and fax numbers.

Sources in order of trust: `tel:` links, structured data, text with a phone word or sign beside it, and text whose layout is
unmistakably that of a number. Pictures give what their text alternative says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bs4 import Tag

from spiders.elements import below, strings
from spiders.evidence import Channel, Via
from spiders.extract._attributes import has_structured, stated_in
from spiders.extract._context import Surroundings, block_at, owner_by_place, owner_by_words, purpose_by_words, surroundings
from spiders.extract._e164 import area_code, cost_of, is_public, regions_of, trunk_of
from spiders.extract._labels import Label, label_before, mark_of
from spiders.extract._masks import HOURS, plain
from spiders.extract._numbers import Number, find_numbers
from spiders.extract._structured import structured, texts
from spiders.extract._tel import SCHEME, from_link
from spiders.page import Block, ParsedPage

__all__ = ["extract", "find_numbers", "from_link"]

_ENOUGH = re.compile(r"\d(?:\D{0,4}\d){2}")
_IN_SCRIPT = re.compile(r"""(?:tel|callto):(?:%20|//)?([+(]?\d[^'"<>;\\]{2,30})""", re.IGNORECASE)
_REVEALED = ("data-phone", "data-tel", "data-phone-number", "data-telephone")
_REVEALED_LENGTH = 6
_NAMES = ("class", "id", "itemprop", "aria-label", "title", "alt", "name", "src", "data-icon", "href")
_NO_NUMBERS = frozenset({"option", "button", "textarea", "select", "code", "pre"})
_LABEL_LENGTH = 40
_NUMERIC_CELL = re.compile(r"[\d\s.,:%+/-]*\d[\d\s.,:%+/-]*")
_NUMERIC_CELLS = 3
_FAX = re.compile(r"^\W*(?:tele)?fax|faks", re.IGNORECASE)


_STARTS = frozenset("0123456789+(")
_LOCAL = re.compile(r"(?:\d[ .-]?){5}")
_Read = Mapping[int, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number, the element it stands in, how it is given, and the block of text around it (-1: none)."""

    number: Number
    tag: Tag
    via: Via
    block: int


def extract(page: ParsedPage) -> Iterator[Channel]:
    """Every telephone and fax number of the page, one channel for each sighting."""
    read = {index: numbers for index in range(len(page.blocks)) if (numbers := _numbers_of(page, index))}
    seen = [*_links(page, read), *_stated(page), *_scripted(page), *_text(page, read)]
    seen += _text(page, _locals(page, read, _areas(seen)))
    seen += _pictures(page)
    for each in seen:
        yield _channel(page, each)


def _links(page: ParsedPage, read: _Read) -> Iterator[_Seen]:
    for tag, href in page.attributes.get("href", ()):
        if not SCHEME.match(href):
            continue
        shown = page.label(tag)
        block = block_at(page, tag)
        fax = href.strip().lower().startswith("fax") or bool(_FAX.search(shown)) or _block_label(page, block) == "fax"
        for value in from_link(href, page.country, page.lang):
            written = shown if _ENOUGH.search(shown) else SCHEME.sub("", href).strip()
            same = next((n for n in read.get(block, ()) if n.value == value), None)
            start, end, called_fax = (same.start, same.end, same.fax) if same else (0, 0, _shows_fax(page, tag, block, read))
            yield _Seen(Number(value, written[:60], start, end, fax or called_fax, labelled=True), tag, "tel-link", block)


def _shows_fax(page: ParsedPage, link: Tag, block: int, read: _Read) -> bool:
    """Whether the number that a link shows is called a fax number."""
    shown = (n for n in read.get(block, ()) if _link(page.blocks[block].tag_at(n.start)) is link)
    return any(number.fax for number in shown)


def _stated(page: ParsedPage) -> Iterator[_Seen]:
    """Numbers of the structured data; JSON-LD is seen by no person, microdata where it stands."""
    for each in structured(page) if has_structured(page) else ():
        for key, fax in (("telephone", False), ("faxNumber", True)):
            for text in texts(each.get(key)):
                for value in from_link(text, page.country, page.lang):
                    yield _Seen(Number(value, text[:60], 0, 0, fax, labelled=True), stated_in(page, key), "structured-data", -1)


def _scripted(page: ParsedPage) -> Iterator[_Seen]:
    """Numbers that a click reveals or calls."""
    index = page.attributes
    calls = [(tag, match[1]) for tag, code in index.get("onclick", ()) for match in _IN_SCRIPT.finditer(code)]
    calls += [(tag, value) for name in _REVEALED for tag, value in index.get(name, ()) if len(value) >= _REVEALED_LENGTH]
    for tag, text in calls:
        for value in from_link(text, page.country, page.lang):
            yield _Seen(Number(value, text, 0, 0, labelled=True), tag, "script", block_at(page, tag))


def _text(page: ParsedPage, read: _Read) -> Iterator[_Seen]:
    for index, numbers in read.items():
        for number in numbers:
            yield _Seen(number, page.blocks[index].tag_at(number.start), "text", index)


def _numbers_of(page: ParsedPage, index: int, areas: Sequence[str] = ()) -> tuple[Number, ...]:
    block = page.blocks[index]
    if not _ENOUGH.search(block.text) or block.tag.name in _NO_NUMBERS:
        return ()
    label = _block_label(page, index)
    numbers = tuple(
        number
        for start, end in _stretches(block)
        for number in find_numbers(block.text[start:end], page.country, page.lang, label=label, areas=areas, at=start)
    )
    if block.tag.name in ("td", "th") and not all(number.labelled for number in numbers) and _in_statistics(block.tag):
        return tuple(number for number in numbers if number.labelled)
    return numbers


def _stretches(block: Block) -> Iterator[tuple[int, int]]:
    """The text of a block, parted where two links touch with a digit on either side: each calls its own number."""
    text, start = block.text, 0
    for offset, tag, before in zip(block.offsets[1:], block.tags[1:], block.tags, strict=False):
        if 0 < offset < len(text) and text[offset - 1].isdigit() and text[offset] in _STARTS and _link(tag) is not _link(before):
            yield start, offset
            start = offset
    yield start, len(text)


def _link(tag: Tag) -> Tag | None:
    return next((element for element in (tag, *tag.parents) if element.name == "a"), None)


def _locals(page: ParsedPage, read: _Read, areas: tuple[str, ...]) -> _Read:
    """Numbers without area code, where the page's other numbers tell it."""
    if not areas:
        return {}
    blocks = (n for n, block in enumerate(page.blocks) if n not in read and _LOCAL.search(block.text))
    return {index: numbers for index in blocks if (numbers := _numbers_of(page, index, areas))}


def _pictures(page: ParsedPage) -> Iterator[_Seen]:
    for tag, alt in page.attributes.get("alt", ()):
        for number in find_numbers(alt, page.country, page.lang):
            yield _Seen(number, tag, "image", block_at(page, tag))


def _block_label(page: ParsedPage, index: int) -> Label:
    """What the cell, term, heading or icon before a block, or the link around it, says of its numbers."""
    if index < 0:
        return ""
    block = page.blocks[index]
    above = page.blocks[index - 1] if index else None
    if above is not None and len(above.text) <= _LABEL_LENGTH and not _ENOUGH.search(above.text) and _near(block.tag, above.tag):
        label = label_before(plain(above.text).replace("\n", " "))
        if label:
            return label
    return mark_of(" ".join(_names(block.tag)))


def _near(tag: Tag, above: Tag) -> bool:
    """Whether two elements stand side by side, one step up or down allowed."""
    mine = [tag, *list(tag.parents)[:2]]
    return any(a is b for a in mine for b in [above, *list(above.parents)[:2]])


def _names(tag: Tag) -> Iterator[str]:
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


def _in_statistics(cell: Tag) -> bool:
    row = cell.find_parent("tr")
    cells = row.find_all(["td", "th"]) if row is not None else []
    return sum(bool(_NUMERIC_CELL.fullmatch(each.get_text(" ", strip=True))) for each in cells) >= _NUMERIC_CELLS


def _areas(seen: Sequence[_Seen]) -> tuple[str, ...]:
    """The one area code of the page's geographic numbers, for local numbers beside them; none where there are several."""
    areas = {trunk_of(each.number.value) + area for each in seen if (area := area_code(each.number.value))}
    return tuple(areas) if len(areas) == 1 else ()


def _channel(page: ParsedPage, seen: _Seen) -> Channel:
    number = seen.number
    around = surroundings(page, seen.block, number.start, number.end) if seen.block >= 0 else Surroundings("", (), "")
    region = next(iter(regions_of(page.country, page.lang)), "")
    public = is_public(number.value, region)
    return Channel(
        kind="fax" if number.fax else "phone",
        value=number.value,
        as_written=number.written,
        owner="third-party" if public or owner_by_place(seen.tag) == "third-party" else owner_by_words(around),
        purpose=purpose_by_words(around, page.lang),
        cost=cost_of(number.value, around.near),
        hours=_hours(page.blocks[seen.block].text) if seen.block >= 0 else None,
        sightings=(page.sighting(seen.tag, seen.via, around.near if seen.block >= 0 else number.written),),
    )


@lru_cache(maxsize=1 << 10)
def _hours(text: str) -> str | None:
    """The opening hours in a block, as written, on one line."""
    found = [text[match.start() : match.end()].strip(" ,;:") for match in HOURS.finditer(plain(text))]
    return "; ".join(dict.fromkeys(found))[:200] or None
