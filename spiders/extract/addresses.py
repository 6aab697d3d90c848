"""Postal and visiting addresses, in running text and in structured data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from spiders.evidence import Channel, ChannelKind, Sighting
from spiders.extract._structured import structured, texts
from spiders.extract._text import PageText, whole_text
from spiders.extract._wordlist import alternatives
from spiders.page import ParsedPage
from spiders.strictyaml import load_file

__all__ = ["Address", "extract", "find_addresses"]

_DATA: dict[str, Any] = load_file(Path(__file__).parents[1] / "data" / "addresses.yaml")
_CODE_LAST = frozenset(place for each in _DATA["city_then_code"] for place in each["places"])
_GROUPED = frozenset(_DATA["grouped"])
_WINDOW, _MOST_BETWEEN, _MOST_LINES, _LABEL_REACH = 160, 70, 3, 90
_MOST_TRIED = 400


def _any(words: str | Sequence[str]) -> str:
    return alternatives(words.split() if isinstance(words, str) else words)


def _codes(order: str) -> str:
    """The codes of an order as alternatives, each in a group of its own: `weak2` holds what the third, a weak one, matched."""
    each = enumerate(_DATA[order])
    return "|".join(
        rf"(?P<{'weak' if shape.get('weak') else 'firm'}{n}>{shape.get('lead', '')}{shape['code']})" for n, shape in each
    )


_LONG_ENDINGS = [word for word in _DATA["street_endings"].split() if len(word) > 4]
_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĒĖĘĚĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽ"
_NUMBER = r"[1-9]\d{0,4}(?:[ ]?[A-Za-z](?!\w))?(?:[ ]?[-–/][ ]?\d{1,4}(?:[ ]?[A-Za-z](?!\w))?)*(?:[ ](?:bis|ter)(?!\w))?"
_NAME = rf"[{_UP}][\w'’.-]*"
_ENGLISH_NAME = rf"(?:{_NAME}|\d{{1,3}}(?:st|nd|rd|th)|of|the|&)"
_OPENED = rf"(?:(?:{_any(_DATA['street_links'])})[ ]?)*[{_UP}\d][^\n,;:|()·]{{1,45}}"
_STREET = re.compile(
    rf"(?P<box>(?<![\w.])(?i:{'|'.join(_DATA['post_boxes'])})[ ]?(?:nr\.?[ ]?)?\d[\d ]{{0,8}})(?!\w)"
    rf"|(?<![\w-])(?:(?i:{_any(_DATA['street_adjectives'])})[ ])*(?:[{_UP}][\w'’.-]*?|(?:{_NAME}[ -]){{1,3}})"
    rf"(?:(?i:{_any(_DATA['street_endings'])}),?[ ]{{1,2}}(?:nr\.?[ ])?{_NUMBER}(?!\w)|(?i:{_any(_LONG_ENDINGS)})(?!\w))"
    rf"|(?<![\w-])(?:{_NUMBER},?[ ])?(?i:{_any(_DATA['street_openings'])})(?<=[\w./º])(?!\w)[ ]?{_OPENED}"
    rf"(?:,[ ]?(?:n[º°o.]+[ ]?)?{_NUMBER})?"
    rf"|(?:(?<![\d/–-]){_NUMBER},?[ ]|(?<![\w-]))(?:{_ENGLISH_NAME}[ ]){{1,4}}(?i:{_any(_DATA['street_closings'])})(?!\w)"
)
_PLAIN_STREET = re.compile(
    rf"(?<![\w-])(?:{_NAME}[ ](?:(?:{_any(_DATA['street_links'])})[ ])*){{0,3}}[{_UP}][\w'’-]{{2,}}(?:[ ][a-zà-þ]{{4,}})?"
    rf",?[ ]{{1,2}}[1-9]\d{{0,3}}(?:[ ]?[A-Za-z])?(?:[-–/]\d{{1,4}})?(?![\w:%])"
)
_PLAIN_STREET_CODE_LAST = re.compile(rf"(?<![\w-])[1-9]\d{{0,3}}[A-Za-z]?,?[ ](?:{_ENGLISH_NAME}[ ]?){{1,5}}")
_CODE_THEN_CITY = re.compile(
    rf"(?=[A-Z\d])(?<![\w.,/+:-]){_DATA['prefix']}(?P<code>{_codes('code_then_city')})(?![\w/%-]),?[  \n]{{1,3}}"
    rf"(?P<city>[{_UP}][\w'’.-]*(?:[ ](?:[{_UP}][\w'’.-]*|(?:{_any(_DATA['city_links'])})(?!\w)))*)"
)
_CITY_THEN_CODE = re.compile(rf"(?=[A-Z\d])(?<!\w)(?:{_codes('city_then_code')})(?![\w-])")
_CITY_ENDS = re.compile(
    rf"(?<=\w{{3}})\.[ ].*|(?:^|[ ])(?:{_any(_DATA['city_ends'])})(?!\w).*|(?:[ ](?:{_any(_DATA['city_links'])}))+$", re.I
)
_LABELS: tuple[tuple[tuple[ChannelKind, ...], re.Pattern[str]], ...] = (
    (("postal", "visit"), re.compile(_any(_DATA["both_words"]), re.I)),
    (("visit",), re.compile(_any(_DATA["visit_words"]), re.I)),
    (("postal",), re.compile(_any(_DATA["postal_words"]), re.I)),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS_WORDS = re.compile(rf"(?:(?:{_any(_DATA['address_words'])})[ :]+)+", re.I)
_SENTENCE = re.compile(rf"[!?;:©→←]|\w{{4}}\.[ ][{_UP}]")
_BREAKS = re.compile(r"[\s,·|•]*\n[\s,·|•]*|[\s,]*[·|•][\s,]*|[\s,]*,[\s,]*")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text, from `start` to `end`; `value` is the address on one line."""

    kinds: tuple[ChannelKind, ...]
    value: str
    start: int
    end: int


def extract(page: ParsedPage) -> Iterator[Channel]:
    """The addresses of the page, each with the place where it stands."""
    whole = whole_text(page)
    for address in find_addresses(whole.text, page.country, whole):
        tag = whole.tag_at(address.end - 1)
        if tag is not None:
            written = whole.text[address.start : address.end]
            sighting = page.sighting(tag, "text", whole.text[max(0, address.start - 60) : address.end + 20])
            for kind in address.kinds:
                yield Channel(kind=kind, value=address.value, as_written=written[:200], sightings=(sighting,))
    for value in dict.fromkeys(_structured_addresses(page)):
        sighting = Sighting(page=page.url, via="structured-data", visible=False, viewports=(), context=value[:200])
        yield Channel(kind="postal", value=value, as_written=value[:200], sightings=(sighting,))


def find_addresses(text: str, country: str = "", whole: PageText | None = None) -> Iterator[Address]:
    """
    The addresses of a text, in its order; lines end with a line break.

    An address is a post code with its city and, close before it, a street or a post box; a number that only looks like a post
    code is none.

    Args:
        country: ISO 3166 code of the page's country, for codes that are written in groups there.
        whole: Where the text is a page's: what tells where an element, and with it the name of a city, ends.
    """
    floor = 0
    tried = (match for pattern in (_CODE_THEN_CITY, _CITY_THEN_CODE) for match in islice(pattern.finditer(text), _MOST_TRIED))
    for found in sorted(tried, key=lambda match: match.start()):
        if found.start() < floor:
            continue
        end, tail = found.end(), re.sub(r"\s+", " ", found[0])
        if found.re is _CODE_THEN_CITY:
            limit = whole.piece_end(found.start("city")) if whole else len(text)
            city = _CITY_ENDS.sub("", text[found.start("city") : min(limit, found.end("city"))].rstrip()).rstrip(" .-'’")
            if len(city) < 2:
                continue
            end, tail = found.start("city") + len(city), f"{_grouped(found['code'], country)} {city}"
        lead = _lead(text[max(floor, found.start() - _WINDOW) : found.start()], found, country)
        if not lead:
            continue
        start = found.start() - len(lead)
        yield Address(_kinds(text[max(floor, start - _LABEL_REACH) : start], lead), _one_line(f"{lead}\n{tail}"), start, end)
        floor = end


def _lead(window: str, found: re.Match[str], country: str) -> str:
    """What belongs to the address before its code, from the street or the post box on; "" where neither is near."""
    code_last = found.re is _CITY_THEN_CODE
    shape = next(name for name, value in found.groupdict().items() if value and name[:4] in ("weak", "firm"))
    places = _DATA["city_then_code" if code_last else "code_then_city"][int(shape[4:])]["places"]
    foreign = shape.startswith("weak") and country not in places
    year = bool(_YEAR.fullmatch(found[shape]))
    reach = 3 if year else _MOST_BETWEEN + 30 * code_last
    plain = (_PLAIN_STREET, _PLAIN_STREET_CODE_LAST) if code_last else (_PLAIN_STREET,)
    for pattern in (_STREET, *(() if foreign or year else plain)):
        near = [match for match in pattern.finditer(window) if _belongs(window[match.end() :], reach)]
        numbered = [match for match in near if re.search(r"\d", match[0])]
        if numbered or (near and not (foreign or year)):
            return _ADDRESS_WORDS.sub("", window[(numbered or near)[-1].start() :], count=1)
    return ""


def _belongs(between: str, reach: int) -> bool:
    return len(between) <= reach and between.count("\n") <= _MOST_LINES and not _SENTENCE.search(between)


def _kinds(before: str, lead: str) -> tuple[ChannelKind, ...]:
    """What the nearest label before the address says it is for; a post box takes no visitors."""
    street = _STREET.match(lead)
    if street is not None and street["box"]:
        return ("postal",)
    labels = [(match.end(), kinds) for kinds, pattern in _LABELS for match in pattern.finditer(before)]
    return max(labels, key=lambda label: (label[0], len(label[1])))[1] if labels else ("postal",)


def _grouped(code: str, country: str) -> str:
    return f"{code[:3]} {code[3:]}" if country in _GROUPED and len(code) == 5 else re.sub(r"\s+", " ", code)


def _one_line(text: str) -> str:
    text = re.sub(r"[ ]?[–—]+(?=[,\n])|\([^()]*\)", "", re.sub(r"(?<=\d)[ ]?–[ ]?(?=\d)", "-", text))
    return re.sub(r"[^\S\n]+", " ", _BREAKS.sub(", ", text)).strip(" ,-–—")


def _structured_addresses(page: ParsedPage) -> Iterator[str]:
    for item in structured(page):
        if "PostalAddress" not in item["@type"]:
            continue
        street, box, code, city, region, country = (
            next(iter(texts(item.get(name))), "")
            for name in ("streetAddress", "postOfficeBoxNumber", "postalCode", "addressLocality", "addressRegion", "addressCountry")
        )
        country = country.upper() if len(country) == 2 else page.country
        if not (street or box) or not (code or city):
            continue
        code = _grouped(re.sub(rf"^{_DATA['prefix']}(?=\d)", "", code), country)
        last = f"{city}, {region if country in ('US', 'CA', 'AU') else ''} {code}" if country in _CODE_LAST else f"{code} {city}"
        yield _one_line(f"{street or box}\n{last.strip()}")
