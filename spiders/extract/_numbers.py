"""Telephone numbers in running text: found by layout, label and numbering plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from spiders.extract import _labels
from spiders.extract._abbreviated import extensions, local, same_area, variants
from spiders.extract._e164 import e164, regions_of, trunk_of
from spiders.extract._labels import Label
from spiders.extract._layout import Group, basis_of, free_after, free_before, joined, pieces, plausible, runs, start_of
from spiders.extract._masks import BLANK, mask, plain
from spiders.extract._number import Basis, Line, Number
from spiders.extract._shorts import called, shorts, vanity

__all__ = ["Number", "find_numbers"]

_ENOUGH_DIGITS = re.compile(r"(?:\d\D{0,4}){3}")
_JOIN = re.compile(r"((?:\+|\b00)[ ]?\d[\d ()-]{0,7})\n(?=\(?\d)")
_BROKEN = re.compile(r"(?P<before>[^\n\d]{0,40})(?P<first>[+(]{0,2}\d[\d ()/.-]{0,9})\n(?P<rest>[ ]?\(?\d[\d ()/.-]{2,14})(?=\n|$)")
_BROKEN_DIGITS = (8, 13)
_HOUR = re.compile(r"\d[.:h]\d\d(?!\d)")
_REACH = 80
_MOST_GROUPS = 16
_LONGEST = 17
_FEWEST_DIGITS = 7
_FEWEST_WITHOUT_TRUNK = 9


def find_numbers(
    text: str, country: str = "", lang: str = "", *, label: Label = "", areas: Sequence[str] = (), at: int = 0
) -> tuple[Number, ...]:
    """
    Find the telephone numbers in a text, in order.

    Args:
        text: Running text; a line break ends a number.
        country: ISO 3166 of the country called from, or "": then international numbers count, and national ones of the
            countries where `lang` is spoken if a phone word stands beside them.
        lang: Two-letter language of the text.
        label: What the cell, term or heading before the text says of it.
        areas: Area codes (with trunk prefix) to try for local numbers that are labelled.
        at: Added to the places of the numbers, where the text is a part of a longer one.
    """
    if not _ENOUGH_DIGITS.search(text):
        return ()
    numbers = _find(text, country, lang, label, tuple(areas))
    return tuple(replace(number, start=at + number.start, end=at + number.end) for number in numbers) if at else numbers


@lru_cache(maxsize=1 << 11)
def _find(text: str, country: str, lang: str, label: Label, areas: tuple[str, ...]) -> tuple[Number, ...]:
    """The numbers of a text; those of header and footer stand on every page of a site."""
    raw = plain(text)
    if "\n" in raw:
        raw = _BROKEN.sub(lambda match: _mended(match, label), _JOIN.sub(r"\1 ", raw))
    if label != "phone" and sum(map(str.isdigit, raw)) < _FEWEST_DIGITS and not _labels.names_phone(raw):
        return ()
    masked = mask(raw, country)
    regions = regions_of(country, lang)
    found: list[Number] = []
    begin, above = 0, label
    for line in masked.split("\n"):
        here = Line(line, raw[begin : begin + len(line)], begin, regions, above)
        for number in _line_numbers(here, bool(country), areas):
            found.extend((number, *extensions(raw, number)))
        above = _label_of_line(here.raw, label)
        begin += len(line) + 1
    return tuple(replace(number, written=text[number.start : number.end]) for number in found)


def _mended(match: re.Match[str], label: Label) -> str:
    """A number that is broken over two lines on one line, where a phone word stands before it."""
    digits = sum(map(str.isdigit, match["first"] + match["rest"]))
    called = _labels.label_before(match["before"], label) in ("phone", "fax")
    if not called or not _BROKEN_DIGITS[0] <= digits <= _BROKEN_DIGITS[1] or _HOUR.search(match["first"]):
        return match.group()
    return match.group().replace("\n", " ", 1)


def _label_of_line(line: str, label: Label) -> Label:
    """What a line says of the next one: its label where it is nothing but a label, else that of the whole text if it is one."""
    if any(c.isdigit() for c in line) or len(line) > 40:
        return label if label != "other" else ""
    return _labels.label_before(line, label)


def _line_numbers(line: Line, country_known: bool, areas: Sequence[str]) -> Iterator[Number]:
    carried: Label = line.label
    last = 0
    taken: list[Number] = []
    for start, end, groups in runs(line.text):
        if groups is None:
            taken.extend(vanity(line, start, end))
            last = end
            continue
        for piece in pieces(groups):
            here = _labels.label_before(line.raw[last : piece[0].start], carried)
            numbers = list(_read(line, piece, here, country_known))
            if not numbers and here in ("phone", "fax"):
                numbers = [*local(line, piece, here, areas)] or [n for before in taken[-1:] for n in same_area(line, piece, before)]
            taken.extend(numbers)
            if numbers or sum(len(g.digits) for g in piece) > 4:
                last = piece[-1].end
                carried = here if here != "other" else ""
    yield from sorted([*taken, *shorts(line, taken)], key=lambda n: n.start)


def _read(line: Line, piece: list[Group], label: Label, country_known: bool) -> Iterator[Number]:
    at = 0
    while at < len(piece):
        regions = line.regions if country_known or label else ()
        end, value = _longest(piece, at, regions)
        if not value and at == 0 and label:
            end, value = len(piece), _without_code(piece, regions)
        basis = _basis(line, piece, at, end, value, label) if value else None
        if basis is None:
            at = _skip(piece, at, end if value else at + 1, label)
            continue
        number = _number(line, value, start_of(piece, at), piece[end - 1].end, label, basis)
        yield number
        yield from variants(line, number)
        at = end


def _skip(piece: list[Group], at: int, end: int, label: Label) -> int:
    """Past digits that are no number, to where one may begin; what hangs on them without a blank is skipped too."""
    if label == "other":
        return len(piece)
    fresh = (n for n in range(at + 1, end) if piece[n].digits[0] == "0" and piece[n].before.isspace())
    end = next(fresh, end)
    while end < len(piece) and " " not in piece[end].before:
        end += 1
    return max(end, at + 1)


def _longest(piece: list[Group], at: int, regions: tuple[str, ...]) -> tuple[int, str]:
    """The longest valid number from a group on, shorter where the next group begins a number of its own."""
    best = (at + 1, "")
    for end in range(at + 1, min(len(piece), at + _MOST_GROUPS) + 1):
        written = joined(piece, at, end)
        if len(written) > _LONGEST + 4:
            break
        value = _dialled(written, regions)
        if not value:
            continue
        best = (end, value)
        follower = piece[end] if end < len(piece) else None
        if follower is not None and ("/" in follower.before or follower.aside or _begins(piece, end, regions)):
            break
    return best


def _without_code(piece: list[Group], regions: tuple[str, ...]) -> str:
    """A national number behind a plus that should not be there ("+512 345 678"), in countries without trunk prefix."""
    written = joined(piece, 0, len(piece))
    value = _dialled(written[1:], regions[:1]) if written[0] == "+" else ""
    return value if value and not trunk_of(value) and value[1:] != written[1:] else ""


def _begins(piece: list[Group], at: int, regions: tuple[str, ...]) -> bool:
    """Whether a valid number with a leading zero begins at a group, after a blank."""
    group = piece[at]
    if group.digits[0] != "0" or len(group.digits) < 2 or " " not in group.before:
        return False
    ends = range(at + 1, min(len(piece), at + 7) + 1)
    return any(len(written) > _FEWEST_DIGITS and _dialled(written, regions) for end in ends if (written := joined(piece, at, end)))


def _dialled(written: str, regions: tuple[str, ...]) -> str:
    if sum(c.isdigit() for c in written) < 5:
        return ""
    if written[0] == "+" or written.startswith("00"):
        return e164(written, regions[0] if regions else "")
    return next((value for region in regions if (value := e164(written, region))), "")


def _basis(line: Line, piece: list[Group], at: int, end: int, value: str, label: Label) -> Basis | None:
    """Why these groups are a number: they stand free in the text, and are called one or look like one; None where they are none."""
    start, stop = start_of(piece, at), piece[end - 1].end
    before, after = line.text[max(0, start - _REACH) : start], line.text[stop : stop + _REACH]
    if label == "other" or (at and not (" " in piece[at].before or "/" in piece[at].before)):
        return None
    if end < len(piece) and piece[end].before in ("-", ".", "·") and label == "":
        return None
    if not free_before(before) or not free_after(after) or _labels.amount_follows(after.replace(BLANK, "\n")):
        return None
    whole = not line.raw[:start].strip() and not line.text[stop:].strip(" .,;")
    if label or _labels.label_after(after):
        whole_number = not trunk_of(value) or sum(len(group.digits) for group in piece[at:end]) >= _FEWEST_WITHOUT_TRUNK
        return "label" if plausible(piece[at:end], value) or (at == 0 and whole_number and (whole or called(line, start))) else None
    return basis_of(piece[at:end], value, whole=whole)


def _number(line: Line, value: str, start: int, end: int, label: Label, basis: Basis) -> Number:
    final = _labels.label_after(line.raw[end:]) or label
    stop = end + (1 if line.raw[start:end].count("(") > line.raw[start:end].count(")") and line.raw[end : end + 1] == ")" else 0)
    return Number(value, "", line.at + start, line.at + stop, final == "fax", basis)
