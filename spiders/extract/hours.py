"""Opening hours, as sites write them: `Mån-fre 8-17`, `Pon–Pt 8.00–16.00`, `2ª a 6ª feira das 9h às 18h`, `dygnet runt`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from bs4 import Tag

from spiders.evidence import Mention
from spiders.extract._blocklabel import near
from spiders.extract._context import block_at
from spiders.extract._structured import stated_hours
from spiders.extract._text import whole_text
from spiders.extract._wordlist import alternatives, pattern
from spiders.lexicon import by_language, language_codes, merged, read_by
from spiders.page import ParsedPage
from spiders.page.elements import box, selector
from spiders.strictyaml import load_data
from spiders.words import find

__all__ = ["extract", "find_hours", "hours_beside"]

CONCEPT = "opening_hours"
MOST_PER_PAGE = 12
MOST_LETTERS = 200
_REACHING = frozenset({"phone", "chat", "customer_service", "report_fault", "callback", "human_agent"})

_DATA: dict[str, Any] = load_data("hours")
_WORDS = merged("hours")
_MEASURES = "|".join((*_DATA["measures"], *_WORDS["measures"]))
_DASH = r"[-–—−‐‑]"
_MINUTES = r"(?:[.:,h]|[ ]?h[ ]?)[0-5]\d"
_UNIT = rf"[ ]?(?:{'|'.join(_WORDS['units'])})(?!\w)"
_HOUR = rf"(?:[01]?\d|2[0-4])(?:{_MINUTES})?(?:{_UNIT})?"
_EXACT_HOUR = rf"(?:[01]?\d|2[0-4])(?:{_MINUTES}|(?={_UNIT}))(?:{_UNIT})?"
_WORD_ENDS = r"(?![^\W\d])\.?"
_NO_DATE = rf"(?![ ]?[./]?\d|[.]?[ ]?(?:{'|'.join(_WORDS['months'])})[^\W\d]*|[ ]?(?:{_MEASURES}))"
_FOUR_DIGITS = r"(?<!\d)(?:[01]\d|2[0-4])[0-5]\d(?!\d)"
_YEARS = rf"(?:19|20)\d\d\s?{_DASH}\s?(?:19|20)\d\d"
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻ])")
_STOP = re.compile(r"\n|[.!?](?=\s)|\s[–—-]\s")
_PRICE = re.compile(r"[€$£]\s?\d|\d\s?(?:€|\$|£|kr|sek|nok|dkk|eur|chf|zł|pln)(?![^\W\d])", re.I)
_CLOCKS = re.compile(r"\d[:.h]\d\d\D{1,12}\d[\d:.h]")
_DIGIT_OR_WORD = re.compile(r"\d|\w{3}")
_DIGIT_OR_BREAK = re.compile(r"[\d\n]")
_LABEL_LENGTH, _NEAR, _LITTLE_MORE, _DAYS_OF_A_TABLE, _LONGEST_RUN, _MOST_RUNS = 30, 60, 30, 2, 400, 100
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _any(words: Sequence[str]) -> str:
    return alternatives(words, blank=r"\s")


_AND = rf"(?:{_any(_WORDS['and'])})"
_ALWAYS = rf"(?:{_any(_WORDS['always'])})(?![\w/])"
_CLOSED = rf"(?:{_any(_WORDS['closed'])})(?!\w)"
_OPEN = rf"(?:{_any(_WORDS['open'])})(?!\w)"
_TITLE = re.compile(rf"(?<!\w)(?:{_any(_WORDS['titles'])})(?!\w)", re.I)
_OPEN_ALWAYS = re.compile(rf"(?<!\w){_OPEN}[\s:]{{1,3}}{_ALWAYS}|{_ALWAYS}\s{_OPEN}", re.I)
_ABOUT = (("open", _TITLE), ("phone", pattern(_WORDS["phone_titles"])), ("visit", pattern(_WORDS["visit_titles"])))
_EVER = re.compile(rf"{_ALWAYS}|7j?/7", re.I)
_GAP = re.compile(rf"[\s,;:.|/()·•&+]*(?:{_AND}\b)?[\s,;:.|/()·•]*", re.I)


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """The pattern of one run of hours: days with hours, hours with days, always open, or hours right after a title."""
    known = by_language("hours")
    languages = read_by(lang, known)
    names = [name for each in languages for name in known[each].get("days", ()) if len(name) > 2 or len(languages) < 3]
    shouted = "|".join(name for name in names if name.isupper() and name.isalpha())
    day = rf"(?<!\w)(?:{_any([name for name in names if name not in shouted.split('|')])}{f'|(?-i:{shouted})' if shouted else ''})"
    day += rf"(?:(?<=\w\w\w\w)(?:{'|'.join(_WORDS['endings'])}))?"
    word = _any([word for each in languages for word in known[each].get("to", ())])
    to = rf"\s?(?:{_DASH}{{1,2}}|(?<!\w)(?:{word})(?:(?!\w)|(?<=\w\w\w)(?=\d)))\s?"
    apart = rf"(?:{to}|\s?[,/&+]\s?|-?\s{_AND}\s|(?<=[^\W\d]{{3}})[ ](?=[^\W\d]{{3}}))"
    days = rf"{day}(?:{_WORD_ENDS}{apart}(?:(?:{_any(_WORDS['articles'])})\s)?{day}){{0,6}}(?:{_WORD_ENDS}|(?={_CLOSED}))"
    before = rf"(?:(?:{_any(_WORDS['before_hour'])})\s?)?"
    span = rf"(?:{_HOUR}{to}{before}{_HOUR}{_NO_DATE}|(?!{_YEARS}){_FOUR_DIGITS}{to}{before}{_FOUR_DIGITS}{_NO_DATE})"
    spans = rf"{span}(?:[\s,;/&|·]*(?:{_AND}\s)?{before}{span}){{0,2}}"
    links = rf"[\s:,;(|·]*(?:{_DASH}\s)?(?:(?<!\w)(?:{_any(_WORDS['links'])})(?![^\W\d])[\s:,;(]*){{0,3}}"
    exact = rf"(?=(?:{_EXACT_HOUR}{to}|{_HOUR}{to}{before}{_EXACT_HOUR}|{_FOUR_DIGITS}))"
    return re.compile(
        rf"(?<!\w)(?:(?:{days}|(?P<title>(?:{_any(_WORDS['titles'])})(?!\w)|(?P<open>{_OPEN}))){links}(?(open){exact})"
        rf"(?:(?P<hours>{spans})|(?(title)(?!)|(?:{_CLOSED}|{_ALWAYS})))"
        rf"|(?<![\w.,:/-]){_HOUR}{to}{_EXACT_HOUR}[\s,(]{{1,3}}(?>{days})(?![\s:,;(|·]*\d)"
        rf"|(?<!/){_ALWAYS})",
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
    """The opening hours of the page, and those of its structured data, which no visitor sees."""
    said: set[str] = set()
    for found in islice(_found(page), MOST_PER_PAGE):
        if found.text not in said:
            said.add(found.text)
            yield _mention(page, found.tag, found.text)
    for text in stated_hours(page):
        yield Mention(concept=CONCEPT, page=page.url, form="text", text=text[:MOST_LETTERS], visible=False)


def hours_beside(page: ParsedPage, index: int, start: int) -> str | None:
    """
    The hours of what stands in a block of the page, as a telephone number: those beside it, and not those of the shop.

    In this order: hours of the telephone in its block; other hours there, in its sentence or called opening hours, the nearest
    first; hours in a block next to it that holds little else; the page's hours of the telephone, where it gives them once.

    Args:
        index: The block in `page.blocks`; `start`: where in its text.
    """
    if index < 0:
        return None
    told = [found for found in _found(page) if found.about != "visit"]
    block = page.blocks[index]
    here = [found for found in told if found.block == index and (found.about or not _parted(block.text, found.start, start))]
    here.sort(key=lambda found: (found.about != "phone", abs(found.start - start)))
    next_to = (found for step in (1, -1) for found in told if found.block == index + step and found.alone)
    region = page.place(block.tag).region
    beside = (
        found for found in next_to if page.place(found.tag).region == region and near(block.tag, page.blocks[found.block].tag)
    )
    phone = dict.fromkeys(found.text for found in told if found.about == "phone")
    chosen = (*(found.text for found in here), *(found.text for found in beside), *(phone if len(phone) == 1 else ()))
    return next(iter(chosen), None)


def _parted(text: str, one: int, other: int) -> bool:
    """Whether a sentence ends between two places."""
    return _SENTENCE_END.search(text, max(0, min(one, other)), max(one, other)) is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """
    Hours on a page.

    Attributes:
        block: Index of the block in which they begin, `start` where in its text; `alone`: it holds little else.
        about: Whose hours the words right before say they are: "phone", "visit", "open" for anybody's, or "".
    """

    text: str
    tag: Tag
    block: int
    start: int
    alone: bool
    about: str


@lru_cache(maxsize=1)
def _found(page: ParsedPage) -> tuple[_Found, ...]:
    """
    The hours on the page, in its order.

    "24/7" alone counts where it is said of being open or the words around it are about reaching somebody; hours with a price
    behind them are those of an offer.
    """
    whole, found = whole_text(page), []
    for start, end in _runs_of(page, whole.text):
        text = " ".join(whole.text[start:end].split())[:MOST_LETTERS]
        tag = whole.tag_at(start)
        if tag is not None and _counts(whole.text, start, end, page.lang):
            index = block_at(page, tag)
            own = page.blocks[index].text if index >= 0 else ""
            found.append(
                _Found(text, tag, index, own.find(text[:8]), len(own) <= len(text) + _LITTLE_MORE, _about(whole.text, start))
            )
    return tuple(found)


def _runs_of(page: ParsedPage, text: str) -> Sequence[tuple[int, int]]:
    """The runs in the page's language; where it is not told, or there are none in it, in the language of the country."""
    code, home = language_codes().get(page.lang, page.lang), _spoken_in(page.country)
    langs = dict.fromkeys((page.lang, *home) if code in by_language("hours") else (*home, page.lang))
    for lang in langs if _CLOCKS.search(text) else (page.lang,):
        if runs := tuple(islice(_runs(text, lang), _MOST_RUNS)):
            return runs
    return ()


@cache
def _spoken_in(country: str) -> tuple[str, ...]:
    return tuple(lang for lang, said in by_language("language").items() if country in said.get("countries", ()))


def _counts(text: str, start: int, end: int, lang: str) -> bool:
    around = _sentence(text, start, end)
    if not _DIGIT_OR_WORD.search(_EVER.sub("", text[start:end])):
        return bool(_OPEN_ALWAYS.search(around)) or _about_reaching(f"{_label_above(text, start)}. {around}", lang)
    return not _PRICE.search(text[end : end + _NEAR].partition("\n")[0]) or _about_reaching(around, lang)


def _about_reaching(text: str, lang: str) -> bool:
    """Whether it is called opening hours, or words for reaching somebody are in it."""
    return bool(_TITLE.search(text) or find(text, lang, _REACHING))


def _about(text: str, start: int) -> str:
    """Whose hours the words right before them on their line say they are, else the label without a number on the line above."""
    line, above = text[max(0, start - _NEAR) : start].rpartition("\n")[2], _label_above(text, start)
    for words in (_SENTENCE_END.split(line)[-1], "" if _DIGIT_OR_BREAK.search(above) else above):
        named = [(match.end(), about) for about, known in _ABOUT for match in known.finditer(words)]
        if named:
            return max(named)[1]
    return ""


def _label_above(text: str, start: int) -> str:
    """The line above, where it is short enough to be a label; else ""."""
    before = text[max(0, start - 200) : start].rpartition("\n")[0].rpartition("\n")[2]
    return before if len(before) <= _LABEL_LENGTH else ""


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
    """
    Start and end of each run of hours; runs that only punctuation or a small word parts are one.

    Where a table of days begins anew, as for the other season, so does the run.
    """
    start = end = -1
    first, count = "", 0
    for found in _pattern(lang).finditer(text):
        begin = found.start("hours") if found["title"] else found.start()
        day = _DIGIT_OR_BREAK.split(text[begin : begin + _NEAR], maxsplit=1)[0].casefold()
        anew = bool(day) and day == first and (count >= _DAYS_OF_A_TABLE or "\n" in text[end:begin])
        if end >= 0 and not anew and _GAP.fullmatch(text, end, begin) and found.end() - start <= _LONGEST_RUN:
            end, count = found.end(), count + 1
            continue
        if end >= 0:
            yield start, end
        start, end, first, count = begin, found.end(), day, 1
    if end >= 0:
        yield start, end
