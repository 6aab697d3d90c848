"""
Telephone and fax numbers.

Sources in order of trust: `tel:` links, structured data, text with a phone word or sign beside it, and text whose layout is
unmistakably that of a number. Pictures give what their text alternative says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bs4 import Tag

from spiders.evidence import Channel, ChannelKind, Hint, Via
from spiders.extract._attributes import has_structured, stated_in
from spiders.extract._blocklabel import ENOUGH, block_label, in_statistics, near
from spiders.extract._context import (
    Surroundings,
    among_contacts,
    block_at,
    element_of,
    owner_by_place,
    owner_by_words,
    purpose_by_words,
    surroundings,
)
from spiders.extract._e164 import area_code, cost_of, is_public, is_sample, regions_of, trunk_of
from spiders.extract._labels import label_before
from spiders.extract._numbers import Number, find_numbers
from spiders.extract._revealed import in_controls, in_scripts
from spiders.extract._structured import structured, texts
from spiders.extract._tel import SCHEME, from_link
from spiders.extract.hours import hours_beside
from spiders.page import Block, ParsedPage
from spiders.said import say

__all__ = ["extract", "find_numbers", "from_link"]

_NO_NUMBERS = frozenset({"option", "textarea", "select"})
_LABELLED_ONLY = frozenset({"button", "code", "pre"})
_NAMES = ("title", "aria-label")
_FAX = re.compile(r"^\W*(?:tele)?fax|faks", re.IGNORECASE)
_STARTS = frozenset("0123456789+(")
_LOCAL = re.compile(r"(?:\d[ .-]?){5}")
_HEAD = re.compile(r"(?:[^\d\n]{0,24}[^\d\n+(])?[+(]{0,2}\d[\d ()/.-]{0,8}")
_REST = re.compile(r"\(?\d[\d ()/.-]{2,14}")
_DIALLED = re.compile(r"(?:\d\D{0,3}){5}")
_PRICE_REACH = 60
_MOST_HINTS = 20  # one is enough to leave open whether a number is there: the page is not cut
_NO_LABEL = say("digits without a word beside them that says whom they call, in no layout that telephone numbers alone have")
_NO_NUMBER = say("a link that calls, but no number of the country's numbering plan, as far as the country is known")
_SAMPLE = say("digits in a row, as templates have in the place of a number")
_Read = Mapping[int, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number, the element it stands in, how it is given, and the block of text around it (-1: none)."""

    number: Number
    tag: Tag
    via: Via
    block: int


def extract(page: ParsedPage) -> Iterator[Channel | Hint]:
    """
    Every telephone and fax number of the page, one channel for each sighting.

    Digits that neither a label nor their layout makes a number are a hint, unless they stand among other contact details or
    the page calls the same number elsewhere.
    """
    read = {index: numbers for index in range(len(page.blocks)) if (numbers := _numbers_of(page, index))}
    seen = [*_links(page, read), *_stated(page), *_scripted(page), *_text(page, read)]
    seen += [*_text(page, _locals(page, read, _areas(seen))), *_halves(page, read), *_names(page), *_pictures(page)]
    sure = {each.number.value for each in seen if each.number.basis != "digits"}
    called = frozenset(index for index, numbers in read.items() if any(number.labelled for number in numbers))
    hints: dict[str, Hint] = {}
    for each in seen:
        value = each.number.value
        if not value or is_sample(value):
            hints.setdefault(value or each.number.written, _hint(page, each, _SAMPLE if value else _NO_NUMBER))
        elif each.number.basis != "digits" or value in sure or among_contacts(page, each.block, called):
            yield _channel(page, each)
        else:
            hints.setdefault(value, _hint(page, each, _NO_LABEL))
    yield from islice(hints.values(), _MOST_HINTS)


def _links(page: ParsedPage, read: _Read) -> Iterator[_Seen]:
    index = page.attributes
    for tag, href in (*index.get("href", ()), *index.get("data-href", ())):
        if not SCHEME.match(href):
            continue
        shown = page.label(tag)
        block = block_at(page, tag)
        fax = href.strip().lower().startswith("fax") or bool(_FAX.search(shown)) or block_label(page, block) == "fax"
        written = shown if ENOUGH.search(shown) else SCHEME.sub("", href).strip()
        values = from_link(href, page.country, page.lang)
        if not values and _DIALLED.search(href):
            yield _Seen(Number("", written[:60], 0, 0, fax), tag, "tel-link", block)
        for value in values:
            same = next((n for n in read.get(block, ()) if n.value == value), None)
            start, end, called_fax = (same.start, same.end, same.fax) if same else (0, 0, _shows_fax(page, tag, block, read))
            yield _Seen(Number(value, written[:60], start, end, fax or called_fax, basis="label"), tag, "tel-link", block)


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
                    yield _Seen(
                        Number(value, text[:60], 0, 0, fax, basis="label"), stated_in(page, key, text), "structured-data", -1
                    )


def _scripted(page: ParsedPage) -> Iterator[_Seen]:
    """Numbers that a click reveals or calls, or that a script writes."""
    for tag, text, value in (*in_controls(page), *in_scripts(page)):
        yield _Seen(Number(value, text[:60], 0, 0, basis="label"), tag, "script", block_at(page, tag))


def _text(page: ParsedPage, read: _Read) -> Iterator[_Seen]:
    for index, numbers in read.items():
        for number in numbers:
            yield _Seen(number, element_of(page.blocks[index], number.start, number.end), "text", index)


def _numbers_of(page: ParsedPage, index: int, areas: Sequence[str] = ()) -> tuple[Number, ...]:
    block = page.blocks[index]
    if not ENOUGH.search(block.text) or block.tag.name in _NO_NUMBERS:
        return ()
    label = block_label(page, index)
    numbers = tuple(
        number
        for start, end in _stretches(block)
        for number in find_numbers(block.text[start:end], page.country, page.lang, label=label, areas=areas, at=start)
    )
    if all(number.labelled for number in numbers):
        return numbers
    labelled_only = block.tag.name in _LABELLED_ONLY or (block.tag.name in ("td", "th") and in_statistics(block.tag))
    return tuple(number for number in numbers if number.labelled) if labelled_only else numbers


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


def _halves(page: ParsedPage, read: _Read) -> Iterator[_Seen]:
    """Numbers parted over two elements that stand below each other, where a phone word calls them."""
    for index, block in enumerate(page.blocks[:-1]):
        if index in read or not _HEAD.fullmatch(block.text):
            continue
        rest = page.blocks[index + 1]
        label = block_label(page, index)
        if (
            not _REST.fullmatch(rest.text)
            or not near(block.tag, rest.tag)
            or label_before(block.text, label) not in ("phone", "fax")
        ):
            continue
        text = f"{block.text}\n{rest.text}"
        for number in find_numbers(text, page.country, page.lang, label=label):
            if number.start < len(block.text) < number.end:
                yield _Seen(number, _holder(block.tag, rest.tag), "text", -1)


def _holder(tag: Tag, other: Tag) -> Tag:
    """The innermost element that holds both."""
    mine = {id(element) for element in (tag, *tag.parents)}
    return next((element for element in (other, *other.parents) if id(element) in mine), tag)


def _names(page: ParsedPage) -> Iterator[_Seen]:
    """Numbers in what elements call themselves (`title`, `aria-label`), where a phone word calls them."""
    for tag, text in (each for name in _NAMES for each in page.attributes.get(name, ()) if ENOUGH.search(each[1])):
        for number in find_numbers(text, page.country, page.lang):
            if number.labelled:
                yield _Seen(replace(number, start=0, end=0), tag, "text", block_at(page, tag))


def _pictures(page: ParsedPage) -> Iterator[_Seen]:
    for tag, alt in page.attributes.get("alt", ()):
        for number in find_numbers(alt, page.country, page.lang):
            yield _Seen(replace(number, start=0, end=0), tag, "image", block_at(page, tag))


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
        kind=_kind(number),
        value=number.value,
        as_written=number.written,
        owner="third-party" if public or owner_by_place(seen.tag) == "third-party" else owner_by_words(around),
        purpose=purpose_by_words(around, page.lang),
        cost=cost_of(number.value, *_beside(page, seen)),
        hours=hours_beside(page, seen.block, number.start),
        sightings=(page.sighting(seen.tag, seen.via, around.near if seen.block >= 0 else number.written),),
    )


def _beside(page: ParsedPage, seen: _Seen) -> tuple[str, ...]:
    """The words after a number, and those before it, where a price may stand."""
    text, number = (page.blocks[seen.block].text, seen.number) if seen.block >= 0 else ("", seen.number)
    return text[number.end : number.end + _PRICE_REACH], text[max(0, number.start - _PRICE_REACH) : number.start]


def _hint(page: ParsedPage, seen: _Seen, why: str) -> Hint:
    number = seen.number
    return Hint(kind=_kind(number), text=number.written, sighting=page.sighting(seen.tag, seen.via, number.written), why=why)


def _kind(number: Number) -> ChannelKind:
    return "fax" if number.fax else "phone"
