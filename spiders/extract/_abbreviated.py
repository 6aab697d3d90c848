"""Numbers that a text does not write out because the one before them says the rest: "22 12 34 5 / 46", "123456-0, Fax -99"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spiders.extract import _labels
from spiders.extract._e164 import area_code, e164, trunk_of
from spiders.extract._labels import Label
from spiders.extract._layout import Group, free_after, free_before, joined, start_of
from spiders.extract._number import Line, Number
from spiders.extract._shorts import called

__all__ = ["extensions", "local", "same_area", "variants"]

_VARIANT = re.compile(r"(?:[ ]?/[ ]?-?|,[ ]?-|-)(\d{1,4})(?!\d|[ ]?h\b|[ ]?[-/.]\d)(?![ ]?\d)")
_EXTENDED = re.compile(r"-[ ]?\d{1,3}$")
_EXTENSION = re.compile(r"[\s,;/|&(](?P<words>[^\d+]{0,24}?)(?<![\w-])-[ ]?(?P<digits>\d{1,4})(?!\w|[.,:/-]\d|[ ]\d)")
_AND = re.compile(rf"[ ]?(?:[,;/|&]|\b(?:{_labels.JOINS})(?!\w))[ ]?", re.IGNORECASE)
_LOCAL_DIGITS = range(5, 9)
_MOST = 6
_REACH = 80


def variants(line: Line, first: Number) -> Iterator[Number]:
    """Numbers that differ from a labelled one in their last digits: "2212345 / 46", "22 12 34 5, -6", and the end of a range."""
    stop, last = first.end - line.at, first.value
    for _ in range(_MOST if first.labelled else 0):
        match = _VARIANT.match(line.text, stop)
        if match is None or (match[1].startswith("0") and "-" not in match.group()):
            return
        value = last[: -len(match[1])] + match[1]
        if value == last or ("/" not in match.group() and value < last) or not e164(value, ""):
            return
        yield Number(value, "", line.at + match.start(1), line.at + match.end(1), first.fax, "label")
        stop, last = match.end(), value


def extensions(raw: str, first: Number) -> Iterator[Number]:
    """Numbers of which only the extension is given after one that has its own parted off: "030 123456-0, Fax -99"."""
    own = _EXTENDED.search(raw, first.start, first.end)
    stop, label = first.end, "fax" if first.fax else "phone"
    for _ in range(_MOST if own is not None and first.labelled else 0):
        match = _EXTENSION.match(raw, stop)
        if match is None or own is None:
            return
        value = first.value[: -sum(c.isdigit() for c in own.group())] + match["digits"]
        if value == first.value or not e164(value, ""):
            return
        label = _labels.label_before(match["words"], "fax" if label == "fax" else "phone") or label
        if label == "other":
            return
        yield Number(value, "", match.start("digits"), match.end("digits"), label == "fax", "label")
        stop = match.end()


def local(line: Line, piece: list[Group], label: Label, areas: Sequence[str]) -> Iterator[Number]:
    """A number without its area code, right after a phone word."""
    if called(line, start_of(piece, 0)):
        yield from _with_area(line, piece, label, areas)


def same_area(line: Line, piece: list[Group], before: Number) -> Iterator[Number]:
    """A number without the area code of the one before it in a list: "0711 12 34 56 od. 12 34 57"."""
    area = area_code(before.value)
    if area and before.labelled and _AND.fullmatch(line.raw, before.end - line.at, start_of(piece, 0)):
        yield from _with_area(line, piece, "fax" if before.fax else "phone", (trunk_of(before.value) + area,))


def _with_area(line: Line, piece: list[Group], label: Label, areas: Sequence[str]) -> Iterator[Number]:
    written = joined(piece, 0, len(piece))
    if not written.isdigit() or len(written) not in _LOCAL_DIGITS or written[0] == "0" or not line.regions:
        return
    start, stop = piece[0].start, piece[-1].end
    if not free_after(line.text[stop : stop + _REACH]) or not free_before(line.text[max(0, start - _REACH) : start]):
        return
    value = next((value for area in areas if (value := e164(area + written, line.regions[0]))), "")
    if value:
        yield Number(value, "", line.at + start, line.at + stop, label == "fax", "label")
