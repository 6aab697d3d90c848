"""Numbers that only a phone word beside them tells: short customer numbers; and vanity numbers, told by their letters."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator

from spiders.extract import _labels
from spiders.extract._e164 import e164, short_e164
from spiders.extract._number import Line, Number
from spiders.lexicon import merged

__all__ = ["called", "shorts", "vanity"]

_SHORT = re.compile(r"(?<![\w,.:/+-])(?:\*?\d{3,6}|\d{2,3}[ .]\d{2,3}(?:[ .]\d{2,3})?)(?![\w%]|[.,:/-]\d|[ ]\d)")
_SMALL_WORDS = "|".join(merged("phones")["small_words"])
_SHORT_LEAD = re.compile(rf"[\s:.()\"'«»-]*(?:(?:{_SMALL_WORDS})\b[\s:.()\"'«»-]*){{0,3}}", re.IGNORECASE)
_NEXT = re.compile(rf"[ ]?(?:\([^()\n]{{0,40}}\)[ ]?)?,?[ ]?(?:{_labels.JOINS})?[ ]?", re.IGNORECASE)
_TEXTED = re.compile(r"\bsms\W*(?:\w+\W+)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOWN = re.compile(r"[ ][^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[ -][^\W\d_]+){0,3}[ ,]*$")
_REACH = 50


def called(line: Line, start: int) -> bool:
    """Whether nothing but a few small words stands between a phone word (or the label above) and the digits."""
    before = line.raw[max(0, start - _REACH) : start]
    word = _labels.word_end(before)
    if word < 0:
        return line.label == "phone" and not before.strip()
    return bool(_SHORT_LEAD.fullmatch(before, word))


def shorts(line: Line, taken: list[Number]) -> Iterator[Number]:
    """Short customer numbers; only right after a phone word, or the next in a list of numbers."""
    if not line.regions:
        return
    covered = bytearray(len(line.text))
    for number in taken:
        covered[number.start - line.at : number.end - line.at] = b"x" * (number.end - number.start)
    ends = sorted(number.end - line.at for number in taken if number.labelled)
    for match in _SHORT.finditer(line.text):
        start, end = match.span()
        if any(covered[start:end]) or _YEAR.fullmatch(match.group()) or _labels.amount_follows(line.text[end:]):
            continue
        if _TEXTED.search(line.text, max(0, start - _REACH), start) or _is_post_code(line, start, end):
            continue
        if not called(line, start) and not _follows(line, start, ends):
            continue
        value = short_e164(match.group(), line.regions[0])
        if value:
            insort(ends, end)
            yield Number(value, "", line.at + start, line.at + end, basis="label")


def _is_post_code(line: Line, start: int, end: int) -> bool:
    """Whether digits begin a line that is nothing but they and the name of a town."""
    return not line.text[:start].strip() and _TOWN.match(line.text, end) is not None


def _follows(line: Line, start: int, ends: list[int]) -> bool:
    """Whether digits are the next in a list of numbers: "0900-123 45 67 (10 kr/min) eller 90 400"."""
    last = bisect_left(ends, start) - 1
    return last >= 0 and start - ends[last] > 3 and bool(_NEXT.fullmatch(line.raw, ends[last], start))


def vanity(line: Line, start: int, end: int) -> Iterator[Number]:
    """A number written with letters, at a place where one may stand."""
    value = next((v for r in line.regions if (v := e164(line.text[start:end], r))), "")
    if value:
        yield Number(value, "", line.at + start, line.at + end, basis="label")
