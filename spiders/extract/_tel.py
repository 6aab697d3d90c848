"""What a `tel:` link calls, however it is written."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from spiders.extract._e164 import e164, regions_of, short_e164
from spiders.extract._labels import JOINS
from spiders.extract._masks import plain
from spiders.extract._numbers import find_numbers
from spiders.strictyaml import load_data

__all__ = ["SCHEME", "from_link"]

_DATA: dict[str, Any] = load_data("phones")
SCHEME = re.compile(
    rf"^[\s\"']*(?:https?:)?[/#]{{0,3}}(?:(?:{'|'.join(_DATA['link_schemes'])})\s*\.?\s*(?:[:;=]|%3a)[/\s]*"
    r"|tel[.\s]*(?=(?:\+|%2b)?[\s(]*\d{3}))",
    re.IGNORECASE,
)
"""What a link that calls begins with, in the misspellings seen; none of them but the first calls in a browser."""
_PARAMETERS = re.compile(r"[;?].*$|(?<=\d)[,\s]*(?:ext|x|p|w)\.?\s*\d*$", re.IGNORECASE | re.DOTALL)
_SPLIT = re.compile(rf"\s*(?:[/,&|]|\b(?:{JOINS})\b|(?<=\d)\s*(?=\+))\s*(?=[+(]*\d)", re.IGNORECASE)


def from_link(href: str, country: str = "", lang: str = "") -> tuple[str, ...]:
    """
    The numbers (E.164, or short) that a `tel:` link calls, in order; empty where it calls none.

    Brackets, blanks, percent codes, a zero after the country code, a missing plus, a missing country code after a plus and
    several numbers in one link are understood.
    """
    rest = _PARAMETERS.sub("", plain(SCHEME.sub("", unquote(href)))).strip()
    regions = regions_of(country, lang)
    value = _called(rest, regions)
    if value:
        return (value,)
    parts = [value for part in _SPLIT.split(rest) if (value := _called(part, regions))]
    return tuple(dict.fromkeys(parts or (number.value for number in find_numbers(rest, country, lang, label="phone"))))


def _called(text: str, regions: tuple[str, ...]) -> str:
    digits = re.sub(r"\D", "", text)
    if not 3 <= len(digits) <= 17:
        return ""
    for attempt in (text, digits, f"+{digits}"):
        value = next((value for region in regions or ("",) if (value := e164(attempt, region))), "")
        if value:
            return value
    return short_e164(text, regions[0], trusted=True) if regions else ""
