"""Numbers that are no text of the page: called or shown by a control when it is clicked, or written by a script where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders.extract._attributes import own_names, scripts
from spiders.extract._labels import mark_of
from spiders.extract._numbers import Number, find_numbers
from spiders.extract._tel import from_link
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.page import ParsedPage

__all__ = ["in_controls", "in_scripts"]

_REVEALS = pattern(merged("controls")["reveal_number"])
_CALLS = re.compile(r"""(?:tel|callto):(?:%20|//)?([+(]?\d[^'"<>;\\]{2,30})""", re.IGNORECASE)
_QUOTED = re.compile(r"""['"]([+(]?\d[\d ()/.-]{5,20})['"]""")
_NAMES_PHONE = re.compile(r"phone|telef|telno|callto|tel\b|tel[A-Z_-]", re.IGNORECASE)
_NUMBER = re.compile(r"[+(]?\d[\d ()/.-]{5,20}")
_NAMED = re.compile(r"data-(?:\w+-)*(?:phone|tel|telephone|telefon|mobile)(?:-?(?:number|no|nr))?")
_LITERAL = re.compile(r"""(['"])((?:(?!\1)[^\\\n]){6,200})\1""")
_TAGS = re.compile(r"<[^>]*>")
_WRITES = re.compile(r"document\.write|innerHTML|\.html\(")
_LONGEST_SCRIPT = 20_000


def in_controls(page: ParsedPage) -> Iterator[tuple[Tag, str, str]]:
    """Numbers in the attributes of elements that show or call them when clicked: element, as written, E.164."""
    for tag, text in (*_clicked(page), *_kept(page)):
        for value in from_link(text, page.country, page.lang):
            yield tag, text, value


def in_scripts(page: ParsedPage) -> Iterator[tuple[Tag, str, str]]:
    """Numbers that a script writes where it stands, which the text of a rendered page holds: element, as written, E.164."""
    for script in () if page.rendered else scripts(page):
        code = script.string or ""
        if len(code) > _LONGEST_SCRIPT or not _WRITES.search(code) or "json" in str(script.get("type") or ""):
            continue
        place = script.parent if isinstance(script.parent, Tag) and script.parent.name != "head" else script
        for match in _CALLS.finditer(code):
            yield from ((place, match[1], value) for value in from_link(match[1], page.country, page.lang))
        for match in _LITERAL.finditer(code):
            yield from ((place, number.written, number.value) for number in _labelled(page, _TAGS.sub(" ", match[2])))


def _labelled(page: ParsedPage, text: str) -> Iterator[Number]:
    return (number for number in find_numbers(text, page.country, page.lang) if number.labelled)


def _clicked(page: ParsedPage) -> Iterator[tuple[Tag, str]]:
    """What the scripts of controls call, or hold as text where they or the control say that it is a number."""
    codes = [*page.attributes.get("onclick", ())]
    codes += [(tag, href) for tag, href in page.attributes.get("href", ()) if href[:11].lower() == "javascript:"]
    for tag, code in codes:
        called = [match[1] for match in _CALLS.finditer(code)]
        if not called and (_QUOTED.search(code) and (_NAMES_PHONE.search(code) or _REVEALS.search(page.label(tag)))):
            called = [match[1] for match in _QUOTED.finditer(code)]
        yield from ((tag, text) for text in called)


def _kept(page: ParsedPage) -> Iterator[tuple[Tag, str]]:
    """Attributes that keep a number until it is asked for: by their own name, by that of the element, or by what it says."""
    for name, elements in page.attributes.items():
        if not name.startswith("data-"):
            continue
        named = bool(_NAMED.fullmatch(name))
        for tag, value in elements:
            if _NUMBER.fullmatch(value.strip().removeprefix("tel:")) and (named or _shows_number(page, tag)):
                yield tag, value


def _shows_number(page: ParsedPage, tag: Tag) -> bool:
    return bool(_REVEALS.search(page.label(tag))) or mark_of(own_names(tag)) == "phone"
