"""Postal and visiting addresses, in running text and in structured data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from spiders.evidence import Channel, ChannelKind, Owner, Sighting
from spiders.extract._addressline import grouped, one_line
from spiders.extract._context import block_at
from spiders.extract._others import owner_at
from spiders.extract._structured import structured, texts
from spiders.extract._text import PageText, whole_text
from spiders.extract._wordlist import alternatives as _any
from spiders.lexicon import merged
from spiders.page import ParsedPage
from spiders.strictyaml import load_data

__all__ = ["Address", "extract", "find_addresses"]

_DATA: dict[str, Any] = load_data("addresses")
_WORDS = merged("addresses")
_CODE_LAST = frozenset(place for each in _DATA["city_then_code"] if not each.get("bare") for place in each["places"])
_WINDOW, _MOST_BETWEEN, _MOST_LINES, _LABEL_REACH, _MOST_TRIED, _NEXT_CODE = 160, 70, 3, 90, 400, 30


def _codes(order: str) -> str:
    """The codes of an order as alternatives, each in a group of its own: `weak2` holds what the third, a weak one, matched."""
    each = enumerate(_DATA[order])
    return "|".join(
        rf"(?P<{'weak' if shape.get('weak') else 'firm'}{n}>{shape.get('lead', '')}{shape['code']})" for n, shape in each
    )


_OPENINGS = (*_WORDS["street_openings"], *_WORDS["street_openings_long"])
_LONG_ENDINGS = [word for word in _WORDS["street_endings"] if len(word) > 4]
_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĒĖĘĚĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽ"
_NUMBER = r"[1-9]\d{0,4}(?:[ ]?[A-Za-z](?!\w))?(?:[ ]?[-–/][ ]?\d{1,4}(?:[ ]?[A-Za-z](?!\w))?)*(?:[ ](?:bis|ter)(?!\w))?"
_NAME = rf"[{_UP}][\w'’.-]*"
_ENGLISH_NAME = rf"(?:{_NAME}|\d{{1,3}}(?:st|nd|rd|th)|of|the|&)"
_OPENED = rf"(?:(?:{_any(_WORDS['street_links'])})[ ]?)*[{_UP}\d][^\n,;:|()·]{{1,45}}"
_STREET = re.compile(
    rf"(?P<box>(?<![\w.])(?i:{'|'.join(_WORDS['post_boxes'])})[ ]?(?:nr\.?[ ]?)?\d[\d ]{{0,8}})(?!\w)"
    rf"|(?<![\w-])(?:(?i:{_any(_WORDS['street_adjectives'])})[ ])*(?:[{_UP}][\w'’.-]*?|(?:{_NAME}[ -]){{1,3}})"
    rf"(?:(?i:{_any(_WORDS['street_endings'])}),?[ ]{{1,2}}(?:nr\.?[ ])?{_NUMBER}(?!\w)|(?i:{_any(_LONG_ENDINGS)})(?!\w))"
    rf"|(?<![\w-])(?:{_NUMBER},?[ ])?(?i:{_any(_OPENINGS)})(?<=[\w./º])(?!\w)[ ]?{_OPENED}"
    rf"(?:(?:,[ ]?|\n(?=[Nn][º°o.]))(?:[Nn][º°o.]+[ ]?)?{_NUMBER})?"
    rf"|(?<![\w-]){_NUMBER},?[ ][Aa]v[ ]{_OPENED}"
    rf"|(?<![\w-])Av[ ]{_OPENED}(?:,[ ]?|\n)(?:[Nn][º°o.]+[ ]?)?{_NUMBER}"
    rf"|(?:(?<![\d/–-]){_NUMBER},?[ ]|(?<![\w-]))(?:{_ENGLISH_NAME}[ ]){{1,4}}(?i:{_any(_WORDS['street_closings'])})(?!\w)"
)
_PLAIN_STREET = re.compile(
    rf"(?<![\w-])(?:{_NAME}[ ](?:(?:{_any(_WORDS['street_links'])})[ ])*){{0,3}}[{_UP}][\w'’-]{{2,}}(?:[ ][a-zà-þ]{{4,}})?"
    rf",?[ ]{{1,2}}[1-9]\d{{0,3}}(?:[ ]?[A-Za-z])?(?:[-–/]\d{{1,4}})?(?![\w:%])"
)
_PLAIN_STREET_CODE_LAST = re.compile(rf"(?<![\w-])[1-9]\d{{0,3}}[A-Za-z]?,?[ ](?:{_ENGLISH_NAME}[ ]?){{1,5}}")
_CITY_NAME = rf"[{_UP}][\w'’.-]*(?:[ ](?:[{_UP}][\w'’.-]*|(?:{_any(_WORDS['city_links'])})(?!\w))){{0,7}}"
_CODE_THEN_CITY = re.compile(
    rf"(?=[A-Z\d])(?<![\w./+:-])(?<![^\d],){_DATA['prefix']}(?P<code>{_codes('code_then_city')})(?![\w/%-])"
    rf"(?:[ ]?,|[ ][–-](?=[ ]))?[  \n]{{1,3}}"
    rf"(?P<city>{_CITY_NAME}(?:[ ]\d{{1,2}}(?=[ ]?(?:[\n,]|$)))?)"
)
_CITY_THEN_CODE = re.compile(rf"(?=[A-Z\d])(?<!\w)(?:{_codes('city_then_code')})(?![\w-])")
_CITY_ENDS = re.compile(
    rf"(?<=\w{{3}})\.[ ].*|(?:^|[ ])(?:{_any(_WORDS['city_ends'])})(?!\w).*|(?:[ ](?:{_any(_WORDS['city_links'])}))+$", re.I
)
_LABELS: tuple[tuple[tuple[ChannelKind, ...], re.Pattern[str]], ...] = (
    (("postal", "visit"), re.compile(_any(_WORDS["both_words"]), re.I)),
    (("visit",), re.compile(_any(_WORDS["visit_words"]), re.I)),
    (("postal",), re.compile(_any(_WORDS["postal_words"]), re.I)),
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ADDRESS_WORDS = re.compile(rf"(?:(?:{_any(_WORDS['address_words'])})[ :]+)+", re.I)
_LABEL = re.compile(
    rf"(?<!\w)(?:{_any((*_WORDS['both_words'], *_WORDS['visit_words'], *_WORDS['postal_words'], *_WORDS['address_words']))})"
    rf"[ ]?(?:[:–—-][ ]?|\n|(?<=\w{{9}})[ ])\n?",
    re.I,
)
_TOWN_AFTER = re.compile(
    rf"(?:,[ ][^,\n]{{0,14}}\d[^,\n]{{0,8}}(?=,))?(?:,?[ ]|[ ]?[–—-][ ])(?P<city>{_CITY_NAME})(?=[ ]?(?:[\n.,;:(|·]|$))"
)
_ALONE_BEFORE = re.compile(rf"(?:^|\n|:[ ])(?P<name>[{_UP}][\w'’-]+[ ])$")
_SMALL_WORDS = re.compile(r"(?<!\w)[a-zß-öø-ÿœšžąćęłńóśźżě]{2,}(?![\w.])")
_TOWN_ALONE = re.compile(rf"(?P<town>{_CITY_NAME})(?:,?[ ]|[ ][–-][ ])")
_PART_BEFORE = re.compile(r"(?:^|[\n,:;(|·–])[ ]?$")
_PART_AFTER = re.compile(r" ?(?:[\n,.;)|·]|$)")
_FLOOR = re.compile(r"\n[^\W\d]{2,12}: (?=[^\d\n:]{0,25}\d{0,4}[^\d\n:]{0,20}\n)")
_RECEIVER = re.compile(
    rf"(?:{_any((*_WORDS['postal_words'], *_WORDS['both_words']))})[ ]?:?[ \n]+(?P<name>[{_UP}][^\d\n:;!?.]{{2,40}}),?[ ]?\n$", re.I
)
_NEXT_PART = re.compile(r"[ ]?,[ ]?\n?")
_SENTENCE = re.compile(rf"[!?;:©→←]|\w{{4}}\.[ ][{_UP}]")
_BOX_BEFORE = re.compile(rf"(?<![\w.])(?:{'|'.join(_WORDS['post_boxes'])})[ ]?$", re.I)


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
            owner = _owner(page, whole, address)
            for kind in address.kinds:
                yield Channel(kind=kind, value=address.value, as_written=written[:200], owner=owner, sightings=(sighting,))
    for value in dict.fromkeys(_structured_addresses(page)):
        sighting = Sighting(page=page.url, via="structured-data", visible=False, viewports=(), context=value[:200])
        yield Channel(kind="postal", value=value, as_written=value[:200], sightings=(sighting,))


def _owner(page: ParsedPage, whole: PageText, address: Address) -> Owner:
    tag = whole.tag_at(address.start)
    index = block_at(page, tag) if tag is not None else -1
    if index < 0:
        return "unknown"
    first_line = whole.text[address.start : address.end].partition("\n")[0]
    return owner_at(page, index, max(0, page.blocks[index].text.find(first_line[:20])))


def find_addresses(text: str, country: str = "", whole: PageText | None = None) -> Iterator[Address]:
    """
    The addresses of a text, in its order; lines end with a line break.

    An address is a post code with its city and, close before it, a street or a post box; a number that only looks like a post
    code is none. Without a code it is one right after a word that announces an address, where a city follows the street.

    Args:
        country: ISO 3166 code of the page's country, for codes that are written in groups there.
        whole: Where the text is a page's: what tells where an element, and with it the name of a city, ends.
    """
    coded = tuple(_coded(text, country, whole))
    streets = {address.value.partition(",")[0].casefold() for address in coded}
    labelled = (each for each in _labelled(text) if each.value.partition(",")[0].casefold() not in streets)
    yield from sorted((*coded, *_apart(labelled, coded)), key=lambda address: address.start)


def _coded(text: str, country: str, whole: PageText | None) -> Iterator[Address]:
    """The addresses with a post code."""
    floor = 0
    tried = (match for pattern in (_CODE_THEN_CITY, _CITY_THEN_CODE) for match in islice(pattern.finditer(text), _MOST_TRIED))
    for found in sorted(tried, key=lambda match: match.start()):
        if found.start() < floor:
            continue
        end, tail = found.end(), re.sub(r"\s+", " ", found[0])
        if found.re is _CODE_THEN_CITY:
            limit = whole.piece_end(found.start("city")) if whole else len(text)
            city = _city(text[found.start("city") : min(limit, found.end("city"))])
            if len(city) < 2:
                continue
            end, tail = found.start("city") + len(city), f"{grouped(found['code'], country)} {city}"
        window = text[max(floor, found.start() - _WINDOW) : found.start()]
        lead = "" if _BOX_BEFORE.search(window) else _lead(window, found, country)
        if not lead:
            turned = _turned(text, found, country) if found.re is _CODE_THEN_CITY else None
            if turned is not None:
                yield turned
                floor = turned.end
            continue
        start = found.start() - len(lead)
        yield Address(_kinds(text[max(floor, start - _LABEL_REACH) : start], lead), one_line(f"{lead}\n{tail}"), start, end)
        floor = end


def _turned(text: str, found: re.Match[str], country: str) -> Address | None:
    """The address that begins with its code and town, the street with its number right after them on the line."""
    if country not in _DATA["code_then_city"][int(_shape(found)[4:])]["places"]:
        return None
    begin = found.start("city")
    line = text[begin : begin + _MOST_BETWEEN].partition("\n")[0]
    street = _STREET.search(text, begin + 2, begin + len(line))
    town = _TOWN_ALONE.fullmatch(text, begin, street.start()) if street else None
    if street is None or town is None or street["box"] or not _DIGIT.search(street[0]):
        return None
    if _CODE_THEN_CITY.search(text, street.end(), street.end() + _NEXT_CODE):
        return None
    if not (_PART_BEFORE.search(text[max(0, found.start() - 2) : found.start()]) and _PART_AFTER.match(text, street.end())):
        return None
    value = one_line(f"{street[0]}\n{grouped(found['code'], country)} {town['town']}")
    return Address(
        _kinds(text[max(0, found.start() - _LABEL_REACH) : found.start()], street[0]), value, found.start(), street.end()
    )


def _labelled(text: str) -> Iterator[Address]:
    """The streets with number and city that stand right after a word that announces an address."""
    for label in islice(_LABEL.finditer(text), _MOST_TRIED):
        street = _STREET.match(text, label.end())
        city = _TOWN_AFTER.match(text, street.end()) if street is not None and _DIGIT.search(street[0]) else None
        if street is None or city is None or len(name := _city(city["city"])) < 2:
            continue
        end = city.start("city") + len(name)
        value = one_line(f"{text[street.start() : city.start('city')].rstrip()}\n{name}")
        yield Address(_kinds(label[0], street[0]), value, street.start(), end)


def _apart(found: Iterable[Address], others: Sequence[Address]) -> Iterator[Address]:
    """Those that share no letter with the others."""
    return (each for each in found if all(each.end <= other.start or other.end <= each.start for other in others))


def _city(text: str) -> str:
    return _CITY_ENDS.sub("", text.rstrip()).rstrip(" .-'’")


def _lead(window: str, found: re.Match[str], country: str) -> str:
    """What belongs to the address before its code, from the street or the post box on; "" where neither is near."""
    code_last = found.re is _CITY_THEN_CODE
    shape = _shape(found)
    places = _DATA["city_then_code" if code_last else "code_then_city"][int(shape[4:])]["places"]
    foreign = shape.startswith("weak") and country not in places
    year = bool(_YEAR.fullmatch(found[shape]))
    reach = 3 if year else _MOST_BETWEEN + 30 * code_last
    plain = (_PLAIN_STREET, _PLAIN_STREET_CODE_LAST) if code_last else (_PLAIN_STREET,)
    for pattern in (_STREET, *(() if foreign or year else plain)):
        streets = list(pattern.finditer(window))
        near = [match for match in streets if _belongs(window[match.end() :], reach, plain=pattern is not _STREET)]
        numbered = [match for match in near if _DIGIT.search(match[0])]
        if numbered or (near and not (foreign or year)):
            start = _first_part(window, streets, (numbered or near)[-1]) if code_last else (numbered or near)[-1].start()
            return _ADDRESS_WORDS.sub("", window[_whole_name(window, start) :], count=1)
    receiver = None if foreign or year else _RECEIVER.search(window)
    return window[receiver.start("name") :] if receiver else ""


def _shape(found: re.Match[str]) -> str:
    """The name of the group that matched a code: weak or firm, and the place of its shape in the order."""
    return next(name for name, value in found.groupdict().items() if value and name[:4] in ("weak", "firm"))


def _first_part(window: str, streets: Sequence[re.Match[str]], street: re.Match[str]) -> int:
    """Where the address begins whose last street this is: a house or a mill is named before it, a comma between."""
    for before in reversed(streets[: streets.index(street)]):
        if not _NEXT_PART.fullmatch(window, before.end(), street.start()):
            break
        street = before
    return street.start()


def _whole_name(window: str, start: int) -> int:
    """Where the name of the street begins: with the one word that stands before it on its line, as a person's first name."""
    before = _ALONE_BEFORE.search(window, 0, start)
    alone = before is not None and window[start].isupper() and not any(label.search(before["name"]) for _, label in _LABELS)
    return before.start("name") if before is not None and alone and not _ADDRESS_WORDS.match(before["name"]) else start


def _belongs(between: str, reach: int, *, plain: bool) -> bool:
    """Whether what stands between a street and a code leaves them one address: after a `plain` name and number, no running text."""
    between = _FLOOR.sub("\n", between)
    if len(between) > reach or between.count("\n") > _MOST_LINES or _SENTENCE.search(between):
        return False
    running = len(_SMALL_WORDS.findall(between)) if plain else 0
    return running == 0 or (running == 1 and bool(_NEXT_PART.search(between)))


def _kinds(before: str, lead: str) -> tuple[ChannelKind, ...]:
    """What the nearest label before the address says it is for; a post box takes no visitors."""
    street = _STREET.match(lead)
    if street is not None and street["box"]:
        return ("postal",)
    labels = [(match.end(), kinds) for kinds, pattern in _LABELS for match in pattern.finditer(before)]
    return max(labels, key=lambda label: (label[0], len(label[1])))[1] if labels else ("postal",)


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
        code = grouped(re.sub(rf"^{_DATA['prefix']}(?=\d)", "", code), country)
        last = f"{city}, {region if country in ('US', 'CA', 'AU') else ''} {code}" if country in _CODE_LAST else f"{code} {city}"
        yield one_line(f"{street or box}\n{last.strip()}")
