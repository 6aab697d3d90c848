"""Opening hours, as sites write them: `Mån-fre 8-17`, `Pon–Pt 8.00–16.00`, `2ª a 6ª feira das 9h às 18h`, `dygnet runt`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import Tag

from spiders.elements import box, selector
from spiders.evidence import Mention
from spiders.extract._text import whole_text
from spiders.extract._wordlist import alternatives
from spiders.page import ParsedPage
from spiders.strictyaml import load_file
from spiders.words import find

__all__ = ["extract", "find_hours"]

CONCEPT = "opening_hours"
MOST_PER_PAGE = 12
MOST_LETTERS = 200
_REACHING = frozenset({"phone", "chat", "customer_service", "email", "report_fault", "callback", "human_agent"})

_DATA: dict[str, Any] = load_file(Path(__file__).parents[1] / "data" / "hours.yaml")
_SAME = {"no": "nb", "nn": "nb"}
_DASH = r"[-–—−‐‑]"
_MINUTES = r"(?:[.:,h]|[ ]?h[ ]?)[0-5]\d"
_UNIT = rf"[ ]?(?:{_DATA['units']})(?!\w)"
_HOUR = rf"(?:[01]?\d|2[0-4])(?:{_MINUTES})?(?:{_UNIT})?"
_EXACT_HOUR = rf"(?:[01]?\d|2[0-4])(?:{_MINUTES}|(?={_UNIT}))(?:{_UNIT})?"
_NO_DATE = rf"(?![ ]?[./]?\d|[.]?[ ]?(?:{_DATA['months']})[^\W\d]*|[ ]?(?:{_DATA['measures']}))"
_STOP = re.compile(r"\n|[.!?](?=\s)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _any(words: Sequence[str]) -> str:
    return alternatives(words, blank=r"\s")


_AND = rf"(?:{_any(_DATA['and'])})"
_ALWAYS = rf"(?:{_any(_DATA['always'])})(?![\w/])"
_GAP = re.compile(rf"[\s,;:.|/()·•&+]*(?:{_AND}\b)?[\s,;:.|/()·•]*", re.I)


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """The pattern of one run of hours: days with hours, hours with days, always open, or hours right after a title."""
    code = _SAME.get(lang, lang)
    languages = tuple(dict.fromkeys((code, "en"))) if code in _DATA["days"] else tuple(_DATA["days"])
    names = [name for each in languages for name in _DATA["days"][each] if len(name) > 2 or len(languages) < 3]
    to = rf"\s?(?:{_DASH}{{1,2}}|(?<!\w)(?:{_any([word for each in languages for word in _DATA['to'][each]])})(?!\w))\s?"
    day = rf"(?<!\w)(?:{_any(names)})(?:(?<=\w\w\w\w)(?:{_DATA['endings']}))?(?![^\W\d])\.?"
    days = rf"{day}(?:(?:{to}|\s?[,/&+]\s?|\s{_AND}\s)(?:(?:{_any(_DATA['articles'])})\s)?{day}){{0,6}}"
    before = rf"(?:(?:{_any(_DATA['before_hour'])})\s?)?"
    span = rf"{_HOUR}{to}{before}{_HOUR}{_NO_DATE}"
    spans = rf"{span}(?:[\s,;/&|·]*(?:{_AND}\s)?{before}{span}){{0,2}}"
    links = rf"[\s:,;(|·]*(?:(?<!\w)(?:{_any(_DATA['links'])})(?![^\W\d])[\s:,;(]*){{0,3}}"
    return re.compile(
        rf"(?<!\w)(?:{days}{links}(?:{spans}|(?:{_any(_DATA['closed'])})(?!\w)|{_ALWAYS})"
        rf"|(?<![\w.,:/-]){_HOUR}{to}{_EXACT_HOUR}[\s,(]{{1,3}}{days}"
        rf"|(?<![\w/]){_ALWAYS}"
        rf"|(?<!\w)(?:{_any(_DATA['titles'])})(?!\w){links}(?P<bare>{spans}))",
        re.IGNORECASE,
    )


def find_hours(text: str, lang: str) -> tuple[str, ...]:
    """
    The opening hours in a text, as written, on one line each; what belongs together stands in one string.

    Args:
        lang: Two-letter language of the text; of an unknown one all languages are read, without two-letter names of days.
    """
    return tuple(" ".join(text[start:end].split()) for start, end in _runs(text, lang))


def extract(page: ParsedPage) -> Iterator[Mention]:
    """The opening hours of the page; "24/7" alone only where the words around it are about reaching somebody."""
    whole = whole_text(page)
    said: set[str] = set()
    for start, end in _runs(whole.text, page.lang):
        text = " ".join(whole.text[start:end].split())[:MOST_LETTERS]
        tag = whole.tag_at(start)
        if tag is None or text in said or len(said) >= MOST_PER_PAGE:
            continue
        if re.fullmatch(_ALWAYS, text, re.I) and not find(_sentence(whole.text, start, end), page.lang, _REACHING):
            continue
        said.add(text)
        yield _mention(page, tag, text)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence or line around a run, at most 100 letters on either side."""
    before = _STOP.split(text[max(0, start - 100) : start])[-1]
    return before + text[start:end] + _STOP.split(text[end : end + 100])[0]


def _mention(page: ParsedPage, tag: Tag, text: str) -> Mention:
    place = page.place(tag)
    heading = any(each.name in _HEADINGS for each in (tag, *tag.parents))
    return Mention(
        concept=CONCEPT,
        page=page.url,
        form="heading" if heading else "text",
        text=text,
        region=place.region,
        visible=place.visible,
        selector=selector(tag),
        box=box(tag),
    )


def _runs(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Start and end of each run of hours; runs that only punctuation or a small word parts are one."""
    start = end = -1
    for found in _pattern(lang).finditer(text):
        begin = found.start("bare") if found["bare"] else found.start()
        if end >= 0 and _GAP.fullmatch(text, end, begin) and found.end() - start <= 2 * MOST_LETTERS:
            end = found.end()
            continue
        if end >= 0:
            yield start, end
        start, end = begin, found.end()
    if end >= 0:
        yield start, end
