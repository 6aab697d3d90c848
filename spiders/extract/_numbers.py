"""Telephone numbers in running text: found by layout, label and numbering plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spiders.extract import _labels
from spiders.extract._e164 import e164, regions_of, short_e164, trunk_of
from spiders.extract._labels import Label
from spiders.extract._layout import Group, free_after, free_before, joined, pieces, plausible, runs, start_of, unmistakable
from spiders.extract._masks import BLANK, mask, plain
from spiders.strictyaml import load_file

__all__ = ["Number", "find_numbers"]

_ENOUGH_DIGITS = re.compile(r"(?:\d\D{0,4}){3}")
_SHORT = re.compile(r"(?<![\w,.:/+-])(?:\*?\d{3,6}|\d{2,3}[ .]\d{2,3}(?:[ .]\d{2,3})?)(?![\w%]|[.,:/-]\d|[ ]\d)")
_SMALL_WORDS = "|".join(load_file(Path(__file__).parents[1] / "data" / "phones.yaml")["small_words"])
_SHORT_LEAD = re.compile(rf"[\s:()\"'«»-]*(?:(?:{_SMALL_WORDS})\b[\s:.()\"'«»-]*){{0,3}}", re.IGNORECASE)
_NEXT = re.compile(r"[ ]?/[ ]?(\d{1,4})(?!\d|[ ]?h\b|[ ]?[-/.]\d)(?![ ]?\d)")
_JOIN = re.compile(r"((?:\+|\b00)[ ]?\d[\d ()-]{0,7})\n(?=\(?\d)")
_TEXTED = re.compile(r"\bsms\W*(?:\w+\W+)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 17
_FEWEST_DIGITS = 7
_FEWEST_WITHOUT_TRUNK = 9


@dataclass(frozen=True, slots=True)
class Number:
    """
    A telephone number at `text[start:end]`.

    Attributes:
        value: E.164; a short number as +, country code, digits as printed.
        written: As it stands in the text.
        fax: Whether the words beside it call it a fax number.
        labelled: Whether a word or a sign beside it calls it a number to call; else its layout alone tells.
    """

    value: str
    written: str
    start: int
    end: int
    fax: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text (`raw` without masks), where it starts, and how numbers on it are to be read."""

    text: str
    raw: str
    at: int
    regions: tuple[str, ...]
    label: Label


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
        raw = _JOIN.sub(r"\1 ", raw)
    if label != "phone" and sum(map(str.isdigit, raw)) < _FEWEST_DIGITS and not _labels.names_phone(raw):
        return ()
    masked = mask(raw)
    regions = regions_of(country, lang)
    found: list[Number] = []
    begin, above = 0, label
    for line in masked.split("\n"):
        here = _Line(line, raw[begin : begin + len(line)], begin, regions, above)
        numbers = _line_numbers(here, bool(country), areas)
        found.extend(replace(number, written=text[number.start : number.end]) for number in numbers)
        above = _label_of_line(here.raw, label)
        begin += len(line) + 1
    return tuple(found)


def _label_of_line(line: str, label: Label) -> Label:
    """What a line says of the next one: its label where it is nothing but a label, else that of the whole text if it is one."""
    if any(c.isdigit() for c in line) or len(line) > 40:
        return label if label != "other" else ""
    return _labels.label_before(line, label)


def _line_numbers(line: _Line, country_known: bool, areas: Sequence[str]) -> Iterator[Number]:
    carried: Label = line.label
    last = 0
    taken: list[Number] = []
    for start, end, groups in runs(line.text):
        if groups is None:
            taken.extend(_vanity(line, start, end))
            last = end
            continue
        for piece in pieces(groups):
            here = _label(line, last, piece[0].start, carried)
            numbers = list(_read(line, piece, here, country_known))
            if not numbers and here in ("phone", "fax") and areas:
                numbers = list(_local(line, piece, here, areas))
            taken.extend(numbers)
            if numbers or sum(len(g.digits) for g in piece) > 4:
                last = piece[-1].end
                carried = here if here != "other" else ""
    yield from sorted([*taken, *_shorts(line, taken)], key=lambda n: n.start)


def _label(line: _Line, last: int, start: int, carried: Label) -> Label:
    before = line.raw[last:start]
    return _labels.label_before(before, carried)


def _read(line: _Line, piece: list[Group], label: Label, country_known: bool) -> Iterator[Number]:
    at = 0
    while at < len(piece):
        regions = line.regions if country_known or label else ()
        end, value = _longest(piece, at, regions)
        if not value and at == 0 and label:
            end, value = len(piece), _without_code(piece, regions)
        if not value or not _fits(line, piece, at, end, value, label):
            at = _skip(piece, at, end if value else at + 1, label)
            continue
        start = start_of(piece, at)
        yield _number(line, value, start, piece[end - 1].end, label)
        yield from _abbreviated(line, piece, end, value, label)
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
    for end in range(at + 1, min(len(piece), at + 9) + 1):
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


def _fits(line: _Line, piece: list[Group], at: int, end: int, value: str, label: Label) -> bool:
    """Whether these groups stand free in the text and look like a number, or are called one."""
    if label == "other":
        return False
    start, stop = start_of(piece, at), piece[end - 1].end
    after = line.text[stop:]
    if at and not (" " in piece[at].before or "/" in piece[at].before):
        return False
    if end < len(piece) and piece[end].before in ("-", ".", "·") and label == "":
        return False
    if not free_before(line.text[:start]) or not free_after(after) or _labels.amount_follows(after.replace(BLANK, "\n")):
        return False
    whole = not line.raw[:start].strip() and not after.strip(" .,;")
    if label or _labels.label_after(after):
        whole_number = not trunk_of(value) or sum(len(group.digits) for group in piece[at:end]) >= _FEWEST_WITHOUT_TRUNK
        return plausible(piece[at:end], value) or (at == 0 and whole_number and (whole or _called(line, start)))
    return unmistakable(piece[at:end], value, whole=whole)


def _number(line: _Line, value: str, start: int, end: int, label: Label) -> Number:
    after = _labels.label_after(line.raw[end:])
    final = after or label
    stop = end + (1 if line.raw[start:end].count("(") > line.raw[start:end].count(")") and line.raw[end : end + 1] == ")" else 0)
    return Number(value, "", line.at + start, line.at + stop, final == "fax", bool(final))


def _abbreviated(line: _Line, piece: list[Group], end: int, value: str, label: Label) -> Iterator[Number]:
    """The second of two numbers that differ in their last digits ("2212345 / 46")."""
    stop = piece[end - 1].end
    match = _NEXT.match(line.text, stop)
    if not label or match is None or match[1].startswith("0"):
        return
    other = value[: -len(match[1])] + match[1]
    if other != value and e164(other, ""):
        yield _number(line, other, match.start(1), match.end(1), label)


def _local(line: _Line, piece: list[Group], label: Label, areas: Sequence[str]) -> Iterator[Number]:
    written = joined(piece, 0, len(piece))
    if not written.isdigit() or not 5 <= len(written) <= 8 or written[0] == "0" or not line.regions:
        return
    if not _called(line, start_of(piece, 0)):
        return
    if not free_after(line.text[piece[-1].end :]) or not free_before(line.text[: piece[0].start]):
        return
    for area in areas:
        value = e164(area + written, line.regions[0])
        if value:
            yield _number(line, value, piece[0].start, piece[-1].end, label)
            return


def _vanity(line: _Line, start: int, end: int) -> Iterator[Number]:
    value = next((v for r in line.regions if (v := e164(line.text[start:end], r))), "")
    if value:
        yield _number(line, value, start, end, "phone")


def _shorts(line: _Line, taken: list[Number]) -> Iterator[Number]:
    """Short customer numbers; only right after a phone word."""
    if not line.regions:
        return
    for match in _SHORT.finditer(line.text):
        if any(n.start - line.at < match.end() and match.start() < n.end - line.at for n in taken) or _YEAR.fullmatch(
            match.group()
        ):
            continue
        if (
            _labels.amount_follows(line.text[match.end() :])
            or _TEXTED.search(line.text[: match.start()])
            or not _called(line, match.start())
        ):
            continue
        value = short_e164(match.group(), line.regions[0])
        if value:
            yield Number(value, "", line.at + match.start(), line.at + match.end(), labelled=True)


def _called(line: _Line, start: int) -> bool:
    """Whether nothing but a few small words stands between a phone word (or the label above) and the digits."""
    before = line.raw[max(0, start - 50) : start]
    word = _labels.word_end(before)
    if word < 0:
        return line.label == "phone" and not before.strip()
    return bool(_SHORT_LEAD.fullmatch(before, word))
